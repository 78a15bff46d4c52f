"""Luohu: dated policies become explained points; applications are decided, and the record can be checked."""

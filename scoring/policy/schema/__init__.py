"""The shape of a policy file, as marshmallow schemas: which keys, which values, before any name is resolved."""

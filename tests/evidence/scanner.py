"""A small virus scanner, as real ones are: reads the file from its standard input and exits with 1 where it finds the test virus."""

import sys

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
sys.exit(EICAR in sys.stdin.buffer.read())

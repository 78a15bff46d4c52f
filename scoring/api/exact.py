"""Reading a JSON body exactly: a decimal keeps the digits that were sent."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, ClassVar, NoReturn

import flask
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser, is_json_request

NOT_EMPTY = " "  # webargs takes an error about an empty text for a missing body


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no JSON number"
    raise ValueError(message)


DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_number)
"""Made once: making it takes longer than what it reads."""


class ExactParser(FlaskParser):
    """Webargs' parser, with decimals for numbers with a point. A body that is not JSON is answered 415, an unknown filter 422."""

    DEFAULT_UNKNOWN_BY_LOCATION: ClassVar = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def _raw_load_json(self, req: flask.Request) -> Any:
        if not is_json_request(req):
            flask.abort(415)
        body = req.get_data(cache=True)
        try:
            found = DECODER.decode(body.decode("utf-8-sig"))
            if b"\\u" in body:  # half a pair of UTF-16 is a text that no answer can hold
                json.dumps(found, ensure_ascii=False, default=str).encode()
        except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, nested too deep, or a number too long to be read
            raise json.JSONDecodeError(str(error), NOT_EMPTY, 0) from None
        return found

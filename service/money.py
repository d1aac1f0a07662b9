"""Money for people: minor units to the customary form."""

from __future__ import annotations

from fulfillment.v1.common_pb2 import Money

# ISO 4217: currencies that do not have two decimals.
_DECIMALS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}


def format_money(money: Money) -> str:
    """`CHF 1,234.50`; without a currency the bare number of minor units."""
    if not money.currency_code:
        return f"{money.minor_units:,}"
    decimals = _DECIMALS.get(money.currency_code, 2)
    return f"{money.currency_code} {money.minor_units / 10**decimals:,.{decimals}f}"

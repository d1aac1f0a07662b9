"""What remains when the place is read: who it is for, and what the courier should know."""

from __future__ import annotations

from address.model import AddressIssueClass, AddressPart, Span
from address.regional.details import Details, country_name, part
from address.regional.draft import Draft, completed
from address.regional.message import Message


def put_rest(message: Message, details: Details, region_code: str, draft: Draft) -> None:
    """Fills in telephones, floor and the like, country, recipient and wishes."""
    fields = draft.fields
    fields["phones"] = tuple(details.phones)
    for name in ("floor", "room", "unit"):
        fields[name] = getattr(details, name)
    fields.setdefault("building", details.building)
    if details.country is not None:
        fields["country"] = details.country.model_copy(update={"code": details.country_code})
    elif draft.location is not None:
        name = country_name(region_code)
        fields["country"] = completed(name, 0.97).model_copy(update={"code": region_code})
    recipient, others = _leftovers(message, details.care)
    fields["recipient"] = recipient
    remarks = [*details.remarks]
    if details.care is not None and (recipient is None or not _holds(recipient, details.care)):
        remarks.insert(0, details.care)
    if remarks:
        fields["remark"] = _joined(message, remarks)
    for other in others:
        words = f'"{other.written}" was not understood.'
        draft.note(AddressIssueClass.UNKNOWN, "", words)


def _holds(outer: AddressPart, inner: AddressPart) -> bool:
    return (
        outer.span is not None
        and inner.span is not None
        and outer.span.start <= inner.span.start
        and inner.span.end <= outer.span.end
    )


def _joined(message: Message, parts: list[AddressPart]) -> AddressPart:
    """Several wishes as one part: its span covers the first, its value all of them."""
    value = "; ".join(own.value for own in parts)
    return parts[0].model_copy(update={"value": value})


def _leftovers(
    message: Message, care: AddressPart | None
) -> tuple[AddressPart | None, list[AddressPart]]:
    """The recipient, and what nobody understood."""
    pieces = []
    for run in message.runs():
        words = [message.tokens[i] for i in run]
        if not any(len(token.text) > 1 and token.text[0].isalpha() for token in words):
            continue
        start, end = words[0].start, words[-1].end
        if end < len(message.text) and message.text[end] == "." and end - start < 60:
            end += 1
        pieces.append((start, end))
    if not pieces:
        return None, []
    # A name has no digits in it; the first such piece is the recipient, the next its second line.
    plain = [p for p in pieces if not any(c.isdigit() for c in message.text[p[0] : p[1]])]
    first = (plain or pieces)[0]
    rest = [piece for piece in pieces if piece != first]
    start, end = first
    lines = [message.text[start:end]]
    if care is not None and care.span is not None:
        between = message.text[end : care.span.start]
        if end <= care.span.start and not any(c.isalnum() for c in between):
            end = care.span.end
            lines.append(care.written)
    for piece in list(rest):
        between = message.text[end : piece[0]]
        labelled = len(between) <= 16 and "name" in between.lower()
        if piece in plain and end <= piece[0] and (len(between) <= 3 or labelled):
            end = piece[1]
            rest.remove(piece)
            line = message.text[piece[0] : piece[1]]
            lines[-1:] = [f"{lines[-1]} {line}"] if labelled else [lines[-1], line]
            break
    value = ", ".join(" ".join(line.split()) for line in lines)
    recipient = AddressPart(
        written=message.text[start:end],
        value=value,
        span=Span(start=start, end=end),
        confidence=0.9 if start == pieces[0][0] else 0.7,
    )
    others = [part(message, *piece) for piece in rest]
    return recipient, others

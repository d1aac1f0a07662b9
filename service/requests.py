"""What each request may say: the room's problem plus budget and validate_only.

The table REQUESTS names, for every message that a call takes, its model and what finds faults
between its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fulfillment.v1 import (
    address_pb2,
    courier_pb2,
    courier_week_pb2,
    cutting_pb2,
    dispatch_pb2,
    forecast_pb2,
    fulfillment_pb2,
    packing_pb2,
    repair_pb2,
    routing_pb2,
    sourcing_pb2,
    waves_pb2,
)
from google.protobuf.message import Message
from pydantic import Field

from address.model import AddressShape, RecognizeRequest, ValidateAddressRequest
from address.stated import says_place
from optimizer.cutting.blank import blank_faults
from optimizer.cutting.blank_model import BlankProblem
from optimizer.cutting.block_model import BlockProblem
from optimizer.cutting.blocks import block_faults
from optimizer.cutting.model import CuttingProblem
from optimizer.cutting.right_sized_model import BatchRightSizeProblem, RightSizeProblem
from optimizer.cutting.right_sized_validate import batch_right_size_faults, right_size_faults
from optimizer.cutting.suite_model import SuiteProblem
from optimizer.cutting.suite_validate import suite_faults
from optimizer.cutting.validate import cross_faults as cutting_faults
from optimizer.dispatch.forecast_model import ForecastProblem
from optimizer.dispatch.forecast_validate import forecast_faults
from optimizer.dispatch.model import CourierProblem, DockProblem
from optimizer.dispatch.picking_model import PickingProblem
from optimizer.dispatch.repair_model import RepairProblem
from optimizer.dispatch.repair_validate import repair_faults
from optimizer.dispatch.sourcing_model import SourcingProblem
from optimizer.dispatch.sourcing_validate import sourcing_faults
from optimizer.dispatch.validate import cross_faults as dispatch_faults
from optimizer.dispatch.wave_model import SimulationProblem, WaveProblem
from optimizer.dispatch.wave_validate import simulation_faults, wave_faults
from optimizer.dispatch.week_model import CourierWeekProblem
from optimizer.dispatch.week_validate import week_faults
from optimizer.faults import Fault
from optimizer.packing.model import BatchPackProblem, PackingProblem
from optimizer.packing.validate import batch_cross_faults
from optimizer.packing.validate import cross_faults as packing_faults
from optimizer.routing.evaluate import EvaluationProblem, evaluation_faults
from optimizer.routing.model import PlanningProblem
from optimizer.routing.promise import PromiseProblem, promise_faults
from optimizer.routing.revise import planning_faults
from optimizer.shapes import Id, Shape
from service.convert import Reading, read
from service.gazetteer_requests import GAZETTEER_REQUESTS
from service.model import FulfillmentProblem
from service.places_requests import PLACES_REQUESTS
from service.render.cutting_drawings import DrawingFormat
from service.validate import cross_faults as fulfillment_faults

HOUR_MS = 3_600_000


class SearchOptions(Shape):
    """How long and how a search may run; None leaves it to the call and the server."""

    time_limit_ms: Annotated[int, Field(ge=10, le=HOUR_MS)] | None = None
    seed: Annotated[int, Field(ge=0, le=2_147_483_647)] = 0
    cores: Annotated[int, Field(ge=1, le=256)] | None = None


class PackRequest(PackingProblem):
    """One order to pack."""

    search: SearchOptions | None = None
    validate_only: bool = False
    with_instructions: bool = False


class BatchPackRequest(BatchPackProblem):
    """Many orders to pack."""

    search: SearchOptions | None = None
    validate_only: bool = False


DrawingFormats = Annotated[tuple[DrawingFormat, ...], Field(max_length=2)]


class CutSheetsRequest(CuttingProblem):
    """Rectangles to cut from sheets."""

    search: SearchOptions | None = None
    validate_only: bool = False
    drawing_formats: DrawingFormats = ()


class CutBlocksRequest(BlockProblem):
    """Cuboids to cut from blocks."""

    search: SearchOptions | None = None
    validate_only: bool = False
    drawing_formats: DrawingFormats = ()


class LayFlatRequest(BlankProblem):
    """Boxes to unfold."""

    drawing_formats: DrawingFormats = ()
    search: SearchOptions | None = None
    validate_only: bool = False


class RightSizeRequest(RightSizeProblem):
    """An order to box to measure."""

    search: SearchOptions | None = None
    validate_only: bool = False


class BatchRightSizeRequest(BatchRightSizeProblem):
    """Many orders to box to measure."""

    search: SearchOptions | None = None
    validate_only: bool = False


class ChooseSuiteRequest(SuiteProblem):
    """An order history to choose cartons for."""

    search: SearchOptions | None = None
    validate_only: bool = False


class PlanRoutesRequest(PlanningProblem):
    """Shipments to route."""

    search: SearchOptions | None = None
    validate_only: bool = False
    plan_sound_part: bool = False


class PromiseWindowsRequest(PromiseProblem):
    """One more shipment, and windows that might be promised for it."""

    search: SearchOptions | None = None
    validate_only: bool = False


class EvaluateRoutesRequest(EvaluationProblem):
    """Given routes to price and check."""

    search: SearchOptions | None = None
    validate_only: bool = False


class ScheduleDocksRequest(DockProblem):
    """Departures to put on docks."""

    search: SearchOptions | None = None
    validate_only: bool = False


class AssignCouriersRequest(CourierProblem):
    """Jobs to give to couriers."""

    search: SearchOptions | None = None
    validate_only: bool = False


class PlanPickingRequest(PickingProblem):
    """Orders to put together for pickers."""

    search: SearchOptions | None = None
    validate_only: bool = False


class PlanCourierWeekRequest(CourierWeekProblem):
    """Fills the shifts of a week with couriers."""

    search: SearchOptions | None = None
    validate_only: bool = False


class DecideWaveRequest(WaveProblem):
    """Decides which known orders leave now and which wait."""

    search: SearchOptions | None = None
    validate_only: bool = False


class SimulateWavesRequest(SimulationProblem):
    """Replays a day under several policies of dispatch."""

    search: SearchOptions | None = None
    validate_only: bool = False


class RepairPlanRequest(RepairProblem):
    """Repairs the plan of a running day after an event."""

    search: SearchOptions | None = None
    validate_only: bool = False


class SourceOrdersRequest(SourcingProblem):
    """Decides which warehouse serves each order line."""

    search: SearchOptions | None = None
    validate_only: bool = False


class ForecastVolumeRequest(ForecastProblem):
    """Forecasts the orders to expect per zone and hour."""

    search: SearchOptions | None = None
    validate_only: bool = False


class BatchRecognizeRequest(AddressShape):
    """Many messages to read."""

    requests: Annotated[tuple[RecognizeRequest, ...], Field(min_length=1, max_length=100_000)]


class StreamRecognizeRequest(AddressShape):
    """One message of a stream."""

    request: RecognizeRequest


class PlanFulfillmentRequest(FulfillmentProblem):
    """A whole day to plan."""

    request_id: Annotated[str, Field(max_length=128)] = ""
    search: SearchOptions | None = None
    validate_only: bool = False


class GetCourierRouteRequest(Shape):
    """Whose route, and of which day."""

    courier_id: Id
    date: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""


def no_faults(_: Any) -> Sequence[Fault]:
    """For requests whose fields are each right or wrong by themselves."""
    return ()


def stated_faults(request: ValidateAddressRequest) -> Sequence[Fault]:
    """A fault when no field of the address holds anything."""
    if request.address is not None and not says_place(request.address):
        return [Fault(("address",), None, "holds nothing", "give at least one of its fields")]
    return ()


def date_faults(request: GetCourierRouteRequest) -> Sequence[Fault]:
    """A fault when the date is written like one but is in no calendar."""
    try:
        if request.date:
            date.fromisoformat(request.date)
    except ValueError:
        return [
            Fault(("date",), request.date, "is no day of the calendar", "give YYYY-MM-DD"),
        ]
    return ()


@dataclass(frozen=True, slots=True)
class RequestKind:
    """How a request message is read."""

    model: type[Any]
    cross_faults: Callable[[Any], Sequence[Fault]]


def read_request(message: Message) -> Reading[Any]:
    """Reads a request into its model, with every fault of fields and between fields."""
    kind = REQUESTS[type(message)]
    return read(message, kind.model, kind.cross_faults)


REQUESTS: dict[type[Message], RequestKind] = {
    address_pb2.RecognizeRequest: RequestKind(RecognizeRequest, no_faults),
    address_pb2.BatchRecognizeRequest: RequestKind(BatchRecognizeRequest, no_faults),
    address_pb2.ValidateAddressRequest: RequestKind(ValidateAddressRequest, stated_faults),
    address_pb2.StreamRecognizeRequest: RequestKind(StreamRecognizeRequest, no_faults),
    packing_pb2.PackRequest: RequestKind(PackRequest, packing_faults),
    packing_pb2.BatchPackRequest: RequestKind(BatchPackRequest, batch_cross_faults),
    cutting_pb2.CutSheetsRequest: RequestKind(CutSheetsRequest, cutting_faults),
    cutting_pb2.CutBlocksRequest: RequestKind(CutBlocksRequest, block_faults),
    cutting_pb2.LayFlatRequest: RequestKind(LayFlatRequest, blank_faults),
    cutting_pb2.RightSizeRequest: RequestKind(RightSizeRequest, right_size_faults),
    cutting_pb2.BatchRightSizeRequest: RequestKind(BatchRightSizeRequest, batch_right_size_faults),
    cutting_pb2.ChooseSuiteRequest: RequestKind(ChooseSuiteRequest, suite_faults),
    routing_pb2.PlanRoutesRequest: RequestKind(PlanRoutesRequest, planning_faults),
    routing_pb2.PromiseWindowsRequest: RequestKind(PromiseWindowsRequest, promise_faults),
    routing_pb2.EvaluateRoutesRequest: RequestKind(EvaluateRoutesRequest, evaluation_faults),
    dispatch_pb2.ScheduleDocksRequest: RequestKind(ScheduleDocksRequest, dispatch_faults),
    dispatch_pb2.AssignCouriersRequest: RequestKind(AssignCouriersRequest, dispatch_faults),
    dispatch_pb2.PlanPickingRequest: RequestKind(PlanPickingRequest, dispatch_faults),
    courier_week_pb2.PlanCourierWeekRequest: RequestKind(PlanCourierWeekRequest, week_faults),
    waves_pb2.DecideWaveRequest: RequestKind(DecideWaveRequest, wave_faults),
    waves_pb2.SimulateWavesRequest: RequestKind(SimulateWavesRequest, simulation_faults),
    repair_pb2.RepairPlanRequest: RequestKind(RepairPlanRequest, repair_faults),
    sourcing_pb2.SourceOrdersRequest: RequestKind(SourceOrdersRequest, sourcing_faults),
    forecast_pb2.ForecastVolumeRequest: RequestKind(ForecastVolumeRequest, forecast_faults),
    fulfillment_pb2.PlanFulfillmentRequest: RequestKind(PlanFulfillmentRequest, fulfillment_faults),
    courier_pb2.GetCourierRouteRequest: RequestKind(GetCourierRouteRequest, date_faults),
    **{kind: RequestKind(model, faults) for kind, (model, faults) in PLACES_REQUESTS.items()},
    **{kind: RequestKind(model, faults) for kind, (model, faults) in GAZETTEER_REQUESTS.items()},
}

"""Which model each message of the API is read into or written from.

Messages that stand inside others follow from the models' own annotations; the roots are named
here. What has no model is listed with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import fulfillment.v1
from fulfillment.v1 import (
    address_pb2,
    common_pb2,
    courier_pb2,
    courier_week_pb2,
    cutting_pb2,
    dispatch_pb2,
    forecast_pb2,
    fulfillment_pb2,
    gazetteer_pb2,
    packing_pb2,
    places_pb2,
    repair_pb2,
    routing_pb2,
    sourcing_pb2,
    waves_pb2,
)
from google.protobuf.message import Message

from address import gazetteer_model, model, places_model
from address.model import RecognizedAddress
from optimizer.cutting.blank_model import BlankSet
from optimizer.cutting.block_model import BlockPlan
from optimizer.cutting.model import CuttingPlan
from optimizer.cutting.right_sized_model import (
    BoxingProgress,
    RightSizeOrderResult,
    RightSizePlan,
)
from optimizer.cutting.suite_model import SuitePlan, SuiteProgress
from optimizer.dispatch.forecast_model import VolumeForecast
from optimizer.dispatch.model import CourierRoster, DockSchedule
from optimizer.dispatch.picking_model import PickingPlan
from optimizer.dispatch.repair_model import RepairedPlan
from optimizer.dispatch.sourcing_model import SourcingPlan
from optimizer.dispatch.wave_model import WaveDecision, WaveSimulation
from optimizer.dispatch.week_model import CourierWeekPlan
from optimizer.packing.model import PackingPlan, PackOrderResult
from optimizer.routing.evaluate import RoutesEvaluation
from optimizer.routing.model import RoutingPlan
from optimizer.routing.promise import WindowPromise
from optimizer.shapes import SearchReport
from service.convert import MessageBinding, bind
from service.model import FulfillmentPlan, FulfillmentProgress
from service.render.cutting_drawings import DrawingSet
from service.render.instructions import PackingInstructions, StepPicture
from service.requests import REQUESTS

FILES = (address_pb2, common_pb2, courier_pb2, dispatch_pb2, fulfillment_pb2, packing_pb2)
FILES += (places_pb2, gazetteer_pb2)
FILES += (routing_pb2, cutting_pb2)
FILES += (forecast_pb2,)
FILES += (sourcing_pb2,)
FILES += (repair_pb2,)
FILES += (waves_pb2,)
FILES += (courier_week_pb2,)

ANSWERS: dict[type[Message], type] = {
    address_pb2.RecognizedAddress: RecognizedAddress,
    address_pb2.ValidateAddressResponse: model.ValidateAddressResponse,
    places_pb2.GeocodeResponse: places_model.GeocodeResponse,
    places_pb2.ReverseGeocodeResponse: places_model.ReverseGeocodeResponse,
    places_pb2.LookupZoneResponse: places_model.LookupZoneResponse,
    places_pb2.FormatLabelResponse: places_model.FormatLabelResponse,
    places_pb2.CompareAddressesResponse: places_model.CompareAddressesResponse,
    places_pb2.FindDuplicatesResponse: places_model.FindDuplicatesResponse,
    places_pb2.GetBookResponse: places_model.GetBookResponse,
    places_pb2.ListBooksResponse: places_model.ListBooksResponse,
    places_pb2.DeleteBookResponse: places_model.DeleteBookResponse,
    places_pb2.MatchAddressResponse: places_model.MatchAddressResponse,
    places_pb2.ConfirmCorrectionResponse: places_model.ConfirmCorrectionResponse,
    places_pb2.ListAliasesResponse: places_model.ListAliasesResponse,
    places_pb2.DeleteAliasResponse: places_model.DeleteAliasResponse,
    places_pb2.LoadZoneLayerResponse: places_model.LoadZoneLayerResponse,
    places_pb2.GetZoneLayerResponse: places_model.GetZoneLayerResponse,
    places_pb2.ListZoneLayersResponse: places_model.ListZoneLayersResponse,
    places_pb2.DeleteZoneLayerResponse: places_model.DeleteZoneLayerResponse,
    gazetteer_pb2.ListGazetteersResponse: gazetteer_model.ListGazetteersResponse,
    gazetteer_pb2.ImportGazetteerResponse: gazetteer_model.ImportGazetteerResponse,
    gazetteer_pb2.RemoveGazetteerResponse: gazetteer_model.RemoveGazetteerResponse,
    gazetteer_pb2.GetGazetteerRowsResponse: gazetteer_model.GetGazetteerRowsResponse,
    gazetteer_pb2.RemoveGazetteerRowsResponse: gazetteer_model.RemoveGazetteerRowsResponse,
    packing_pb2.PackingPlan: PackingPlan,
    packing_pb2.PackOrderResult: PackOrderResult,
    packing_pb2.PackingInstructions: PackingInstructions,
    packing_pb2.StepPicture: StepPicture,
    cutting_pb2.CuttingPlan: CuttingPlan,
    cutting_pb2.BlankSet: BlankSet,
    cutting_pb2.BlockPlan: BlockPlan,
    cutting_pb2.RightSizePlan: RightSizePlan,
    cutting_pb2.RightSizeOrderResult: RightSizeOrderResult,
    cutting_pb2.BoxingProgress: BoxingProgress,
    cutting_pb2.SuitePlan: SuitePlan,
    cutting_pb2.SuiteProgress: SuiteProgress,
    cutting_pb2.DrawingSet: DrawingSet,
    routing_pb2.RoutingPlan: RoutingPlan,
    routing_pb2.RoutesEvaluation: RoutesEvaluation,
    routing_pb2.WindowPromise: WindowPromise,
    dispatch_pb2.DockSchedule: DockSchedule,
    dispatch_pb2.CourierRoster: CourierRoster,
    dispatch_pb2.PickingPlan: PickingPlan,
    forecast_pb2.VolumeForecast: VolumeForecast,
    sourcing_pb2.SourcingPlan: SourcingPlan,
    repair_pb2.RepairedPlan: RepairedPlan,
    waves_pb2.WaveSimulation: WaveSimulation,
    waves_pb2.WaveDecision: WaveDecision,
    courier_week_pb2.CourierWeekPlan: CourierWeekPlan,
    common_pb2.SearchReport: SearchReport,
    fulfillment_pb2.FulfillmentPlan: FulfillmentPlan,
    fulfillment_pb2.FulfillmentProgress: FulfillmentProgress,
}

WITHOUT_MODEL = {
    "fulfillment.v1.Money": "an integer in the models, one currency for the request",
    "fulfillment.v1.FieldViolation": "made from faults by service.errors",
    "fulfillment.v1.LoadZoneLayerRequest": "a model, and the bytes of a file beside it",
    "fulfillment.v1.CreateBookResponse": "holds a model, or a validation",
    "fulfillment.v1.ReplaceBookResponse": "holds a model, or a validation",
    "fulfillment.v1.PatchBookResponse": "holds a model, or a validation",
    "fulfillment.v1.UploadBookRequest": "a model, and pieces of rows behind it",
    "fulfillment.v1.UploadBookResponse": "holds a model",
    "fulfillment.v1.ImportGazetteerRequest": "a model, and pieces of files behind it",
    "fulfillment.v1.PutGazetteerRowsResponse": "holds a model, or a validation",
    "fulfillment.v1.PatchGazetteerRowsResponse": "holds a model, or a validation",
    "fulfillment.v1.Validation": "made from faults by service.errors",
    "fulfillment.v1.BatchRecognizeResult": "a model or a violation",
    "fulfillment.v1.StreamRecognizeResponse": "a model or a violation",
    "fulfillment.v1.CourierStop": "read from stored messages by service.courier_route",
    "fulfillment.v1.GetCourierRouteResponse": "read from stored messages by service.courier_route",
    "fulfillment.v1.RecognizeResponse": "holds one model",
    "fulfillment.v1.BatchRecognizeResponse": "holds a result for each request",
    "fulfillment.v1.PackResponse": "holds models, or a validation",
    "fulfillment.v1.BatchPackResponse": "holds models, or a validation",
    "fulfillment.v1.CutSheetsResponse": "holds models, or a validation",
    "fulfillment.v1.CutBlocksResponse": "holds models, or a validation",
    "fulfillment.v1.LayFlatResponse": "holds models, or a validation",
    "fulfillment.v1.RightSizeResponse": "holds models, or a validation",
    "fulfillment.v1.BatchRightSizeResponse": "holds models, or a validation",
    "fulfillment.v1.StreamBatchRightSizeResponse": "holds a model or a response",
    "fulfillment.v1.ChooseSuiteResponse": "holds models, or a validation",
    "fulfillment.v1.StreamChooseSuiteResponse": "holds a model or a response",
    "fulfillment.v1.PlanRoutesResponse": "holds models, or a validation",
    "fulfillment.v1.EvaluateRoutesResponse": "holds models, or a validation",
    "fulfillment.v1.PromiseWindowsResponse": "holds models, or a validation",
    "fulfillment.v1.StreamPlanRoutesResponse": "holds a model or a response",
    "fulfillment.v1.ScheduleDocksResponse": "holds models, or a validation",
    "fulfillment.v1.AssignCouriersResponse": "holds models, or a validation",
    "fulfillment.v1.PlanPickingResponse": "holds models, or a validation",
    "fulfillment.v1.PlanCourierWeekResponse": "holds models, or a validation",
    "fulfillment.v1.DecideWaveResponse": "holds models, or a validation",
    "fulfillment.v1.SimulateWavesResponse": "holds models, or a validation",
    "fulfillment.v1.RepairPlanResponse": "holds models, or a validation",
    "fulfillment.v1.SourceOrdersResponse": "holds models, or a validation",
    "fulfillment.v1.ForecastVolumeResponse": "holds models, or a validation",
    "fulfillment.v1.PlanFulfillmentResponse": "holds models, or a validation",
    "fulfillment.v1.StreamPlanFulfillmentResponse": "holds a model or a response",
}


def all_messages() -> list[str]:
    """Full names of every message of the API."""
    return sorted(
        message.full_name
        for file in FILES
        for message in file.DESCRIPTOR.message_types_by_name.values()
    )


def request_bindings() -> dict[str, MessageBinding]:
    """Bindings of everything that a caller may send, by message."""
    roots = [bind(kind.DESCRIPTOR, known.model) for kind, known in REQUESTS.items()]
    return _with_parts(roots)


def all_bindings() -> dict[str, MessageBinding]:
    """Bindings of every message that has a model."""
    roots = [bind(kind.DESCRIPTOR, model) for kind, model in ANSWERS.items()]
    return _with_parts(roots) | request_bindings()


def _with_parts(roots: list[MessageBinding]) -> dict[str, MessageBinding]:
    found: dict[str, MessageBinding] = {}

    def walk(bindings: Iterator[MessageBinding]) -> None:
        for binding in bindings:
            if binding.descriptor.full_name not in found:
                found[binding.descriptor.full_name] = binding
                walk(bound.inner for bound in binding.fields if bound.message is not None)

    walk(iter(roots))
    return found


def comment_of(full_name: str, field: str) -> str:
    """The comment that stands above a field in the .proto file, as one line."""
    return _COMMENTS[full_name, field]


def _read_comments() -> dict[tuple[str, str], str]:
    found = {}
    folder = Path(next(iter(fulfillment.v1.__path__)))
    for path in sorted(folder.glob("*.proto")):
        message, said = "", []
        for line in path.read_text().splitlines():
            text = line.strip()
            if text.startswith("//"):
                said.append(text.removeprefix("//").strip())
                continue
            opened = re.match(r"message (\w+) {", text)
            if opened:
                message = f"fulfillment.v1.{opened.group(1)}"
            field = re.match(r"(?:repeated |optional )?[\w.]+ (\w+) = \d+;", text)
            if field and line.startswith("  "):
                found[message, field.group(1)] = " ".join(said)
            said = []
    return found


_COMMENTS = _read_comments()

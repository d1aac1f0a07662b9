"""A thin typed client: one method per call, messages in and out, errors with field paths.

    from fulfillment.client import FulfillmentClient
    from fulfillment.v1 import address_pb2

    with FulfillmentClient("localhost:50051") as client:
        found = client.recognize(address_pb2.RecognizeRequest(text="Städtle 49, 9490 Vaduz"))

Needs grpcio and protobuf, nothing else. Every method raises FulfillmentError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import grpc
from google.protobuf.message import Message

from fulfillment.v1 import (
    address_pb2,
    address_pb2_grpc,
    courier_pb2,
    courier_pb2_grpc,
    courier_week_pb2,
    cutting_pb2,
    cutting_pb2_grpc,
    dispatch_pb2,
    dispatch_pb2_grpc,
    forecast_pb2,
    fulfillment_pb2,
    fulfillment_pb2_grpc,
    gazetteer_pb2,
    gazetteer_pb2_grpc,
    packing_pb2,
    packing_pb2_grpc,
    places_pb2,
    places_pb2_grpc,
    repair_pb2,
    routing_pb2,
    routing_pb2_grpc,
    sourcing_pb2,
    waves_pb2,
)

MESSAGE_BYTES_MAX = 64 * 1024 * 1024
"""Largest request and answer in bytes; the server refuses what is larger."""

_DETAILS_KEY = "grpc-status-details-bin"
_BAD_REQUEST = "google.rpc.BadRequest"

RequestT = TypeVar("RequestT", bound=Message)
ResponseT = TypeVar("ResponseT", bound=Message)


@dataclass(frozen=True)
class Violation:
    """One fault of a request: the path of its field and what is wrong with it."""

    field: str
    description: str


class FulfillmentError(Exception):
    """A call that failed. `violations` are those that fit into the answer; `message` tells how many
    there are, and validate_only lists all."""

    def __init__(
        self, code: grpc.StatusCode, message: str, violations: tuple[Violation, ...] = ()
    ) -> None:
        super().__init__(code, message, violations)
        self.code = code
        self.message = message
        self.violations = violations

    def __str__(self) -> str:
        lines = [f"{self.code.name}: {self.message}"]
        lines += [f"  {one.field}: {one.description}" for one in self.violations]
        return "\n".join(lines)


class FulfillmentClient:
    """A connection to one server. `timeout_s` is the deadline of each call, None for none.

    `tls` holds channel credentials (grpc.ssl_channel_credentials); without it the connection is in
    the clear, for a server on the same machine. Safe between threads. Close it, or use `with`.
    """

    def __init__(
        self,
        target: str,
        *,
        timeout_s: float | None = None,
        tls: grpc.ChannelCredentials | None = None,
    ) -> None:
        options = [
            ("grpc.max_receive_message_length", MESSAGE_BYTES_MAX),
            # Larger requests are refused by this client itself, before they are sent.
            ("grpc.max_send_message_length", -1),
        ]
        self._channel = (
            grpc.insecure_channel(target, options)
            if tls is None
            else grpc.secure_channel(target, tls, options)
        )
        self._timeout_s = timeout_s
        self._address = address_pb2_grpc.AddressServiceStub(self._channel)
        self._cutting = cutting_pb2_grpc.CuttingServiceStub(self._channel)
        self._gazetteer = gazetteer_pb2_grpc.GazetteerServiceStub(self._channel)
        self._packing = packing_pb2_grpc.PackingServiceStub(self._channel)
        self._places = places_pb2_grpc.PlacesServiceStub(self._channel)
        self._routing = routing_pb2_grpc.RoutingServiceStub(self._channel)
        self._dispatch = dispatch_pb2_grpc.DispatchServiceStub(self._channel)
        self._courier = courier_pb2_grpc.CourierServiceStub(self._channel)
        self._fulfillment = fulfillment_pb2_grpc.FulfillmentServiceStub(self._channel)

    def __enter__(self) -> FulfillmentClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection; running calls are cancelled."""
        self._channel.close()

    def recognize(self, request: address_pb2.RecognizeRequest) -> address_pb2.RecognizeResponse:
        """Reads one message."""
        return self._one(self._address.Recognize, request, address_pb2.RecognizeResponse)

    def batch_recognize(
        self, request: address_pb2.BatchRecognizeRequest
    ) -> address_pb2.BatchRecognizeResponse:
        """Reads many messages; each has a status of its own."""
        return self._one(self._address.BatchRecognize, request, address_pb2.BatchRecognizeResponse)

    def validate_address(
        self, request: address_pb2.ValidateAddressRequest
    ) -> address_pb2.ValidateAddressResponse:
        """Checks an address that comes in fields against the gazetteer."""
        return self._one(
            self._address.ValidateAddress, request, address_pb2.ValidateAddressResponse
        )

    def stream_recognize(
        self, requests: Iterable[address_pb2.StreamRecognizeRequest]
    ) -> Iterator[address_pb2.StreamRecognizeResponse]:
        """Reads messages as they come and answers in the same order."""
        checked = (_checked(request) for request in requests)
        return self._many(self._address.StreamRecognize, checked)

    def geocode(self, request: places_pb2.GeocodeRequest) -> places_pb2.GeocodeResponse:
        """Reads an address and answers with its place."""
        return self._one(self._places.Geocode, request, places_pb2.GeocodeResponse)

    def reverse_geocode(
        self, request: places_pb2.ReverseGeocodeRequest
    ) -> places_pb2.ReverseGeocodeResponse:
        """The address at a point."""
        return self._one(self._places.ReverseGeocode, request, places_pb2.ReverseGeocodeResponse)

    def lookup_zone(self, request: places_pb2.LookupZoneRequest) -> places_pb2.LookupZoneResponse:
        """The zones that hold a point."""
        return self._one(self._places.LookupZone, request, places_pb2.LookupZoneResponse)

    def format_label(
        self, request: places_pb2.FormatLabelRequest
    ) -> places_pb2.FormatLabelResponse:
        """Reads an address and writes it for a label."""
        return self._one(self._places.FormatLabel, request, places_pb2.FormatLabelResponse)

    def compare_addresses(
        self, request: places_pb2.CompareAddressesRequest
    ) -> places_pb2.CompareAddressesResponse:
        """How much two addresses have in common."""
        return self._one(
            self._places.CompareAddresses, request, places_pb2.CompareAddressesResponse
        )

    def find_duplicates(
        self, request: places_pb2.FindDuplicatesRequest
    ) -> places_pb2.FindDuplicatesResponse:
        """Which of many addresses are the same place."""
        return self._one(self._places.FindDuplicates, request, places_pb2.FindDuplicatesResponse)

    def create_book(self, request: places_pb2.CreateBookRequest) -> places_pb2.CreateBookResponse:
        """Stores a book of the caller's own places."""
        return self._one(self._places.CreateBook, request, places_pb2.CreateBookResponse)

    def replace_book(
        self, request: places_pb2.ReplaceBookRequest
    ) -> places_pb2.ReplaceBookResponse:
        """Puts other rows in place of those of a book."""
        return self._one(self._places.ReplaceBook, request, places_pb2.ReplaceBookResponse)

    def patch_book(self, request: places_pb2.PatchBookRequest) -> places_pb2.PatchBookResponse:
        """Puts, replaces and removes single rows of a book."""
        return self._one(self._places.PatchBook, request, places_pb2.PatchBookResponse)

    def upload_book(
        self, requests: Iterable[places_pb2.UploadBookRequest]
    ) -> places_pb2.UploadBookResponse:
        """Stores a large book: first what it is called, then its rows in pieces."""
        return self._of_many(self._places.UploadBook, requests, places_pb2.UploadBookResponse)

    def get_book(self, request: places_pb2.GetBookRequest) -> places_pb2.GetBookResponse:
        """A book, and a page of its rows."""
        return self._one(self._places.GetBook, request, places_pb2.GetBookResponse)

    def list_books(self, request: places_pb2.ListBooksRequest) -> places_pb2.ListBooksResponse:
        """All books, without their rows."""
        return self._one(self._places.ListBooks, request, places_pb2.ListBooksResponse)

    def delete_book(self, request: places_pb2.DeleteBookRequest) -> places_pb2.DeleteBookResponse:
        """Deletes a book with its rows."""
        return self._one(self._places.DeleteBook, request, places_pb2.DeleteBookResponse)

    def match_address(
        self, request: places_pb2.MatchAddressRequest
    ) -> places_pb2.MatchAddressResponse:
        """Whether an address stands in a book, part by part."""
        return self._one(self._places.MatchAddress, request, places_pb2.MatchAddressResponse)

    def confirm_correction(
        self, request: places_pb2.ConfirmCorrectionRequest
    ) -> places_pb2.ConfirmCorrectionResponse:
        """Learns what words as written mean."""
        return self._one(
            self._places.ConfirmCorrection, request, places_pb2.ConfirmCorrectionResponse
        )

    def list_aliases(
        self, request: places_pb2.ListAliasesRequest
    ) -> places_pb2.ListAliasesResponse:
        """What was learnt, newest first."""
        return self._one(self._places.ListAliases, request, places_pb2.ListAliasesResponse)

    def delete_alias(
        self, request: places_pb2.DeleteAliasRequest
    ) -> places_pb2.DeleteAliasResponse:
        """Takes back what was learnt."""
        return self._one(self._places.DeleteAlias, request, places_pb2.DeleteAliasResponse)

    def load_zone_layer(
        self, request: places_pb2.LoadZoneLayerRequest
    ) -> places_pb2.LoadZoneLayerResponse:
        """Stores a layer of delivery zones and reports on it."""
        return self._one(self._places.LoadZoneLayer, request, places_pb2.LoadZoneLayerResponse)

    def get_zone_layer(
        self, request: places_pb2.GetZoneLayerRequest
    ) -> places_pb2.GetZoneLayerResponse:
        """A layer with its report."""
        return self._one(self._places.GetZoneLayer, request, places_pb2.GetZoneLayerResponse)

    def list_zone_layers(
        self, request: places_pb2.ListZoneLayersRequest
    ) -> places_pb2.ListZoneLayersResponse:
        """All layers that were loaded."""
        return self._one(self._places.ListZoneLayers, request, places_pb2.ListZoneLayersResponse)

    def delete_zone_layer(
        self, request: places_pb2.DeleteZoneLayerRequest
    ) -> places_pb2.DeleteZoneLayerResponse:
        """Deletes a layer."""
        return self._one(self._places.DeleteZoneLayer, request, places_pb2.DeleteZoneLayerResponse)

    def list_gazetteers(
        self, request: gazetteer_pb2.ListGazetteersRequest
    ) -> gazetteer_pb2.ListGazetteersResponse:
        """Every gazetteer and every set of own rows."""
        return self._one(
            self._gazetteer.ListGazetteers, request, gazetteer_pb2.ListGazetteersResponse
        )

    def import_gazetteer(
        self, requests: Iterable[gazetteer_pb2.ImportGazetteerRequest]
    ) -> gazetteer_pb2.ImportGazetteerResponse:
        """Stores the gazetteer of a country: first what it is, then its files in pieces."""
        return self._of_many(
            self._gazetteer.ImportGazetteer, requests, gazetteer_pb2.ImportGazetteerResponse
        )

    def remove_gazetteer(
        self, request: gazetteer_pb2.RemoveGazetteerRequest
    ) -> gazetteer_pb2.RemoveGazetteerResponse:
        """Deletes a gazetteer that was imported."""
        return self._one(
            self._gazetteer.RemoveGazetteer, request, gazetteer_pb2.RemoveGazetteerResponse
        )

    def put_gazetteer_rows(
        self, request: gazetteer_pb2.PutGazetteerRowsRequest
    ) -> gazetteer_pb2.PutGazetteerRowsResponse:
        """Stores a set of own rows."""
        return self._one(
            self._gazetteer.PutGazetteerRows, request, gazetteer_pb2.PutGazetteerRowsResponse
        )

    def patch_gazetteer_rows(
        self, request: gazetteer_pb2.PatchGazetteerRowsRequest
    ) -> gazetteer_pb2.PatchGazetteerRowsResponse:
        """Puts, replaces and removes single rows of a set."""
        return self._one(
            self._gazetteer.PatchGazetteerRows, request, gazetteer_pb2.PatchGazetteerRowsResponse
        )

    def get_gazetteer_rows(
        self, request: gazetteer_pb2.GetGazetteerRowsRequest
    ) -> gazetteer_pb2.GetGazetteerRowsResponse:
        """A set with all its rows."""
        return self._one(
            self._gazetteer.GetGazetteerRows, request, gazetteer_pb2.GetGazetteerRowsResponse
        )

    def remove_gazetteer_rows(
        self, request: gazetteer_pb2.RemoveGazetteerRowsRequest
    ) -> gazetteer_pb2.RemoveGazetteerRowsResponse:
        """Deletes a set of own rows."""
        return self._one(
            self._gazetteer.RemoveGazetteerRows, request, gazetteer_pb2.RemoveGazetteerRowsResponse
        )

    def pack(self, request: packing_pb2.PackRequest) -> packing_pb2.PackResponse:
        """Packs the items of one order."""
        return self._one(self._packing.Pack, request, packing_pb2.PackResponse)

    def batch_pack(self, request: packing_pb2.BatchPackRequest) -> packing_pb2.BatchPackResponse:
        """Packs many orders from one catalogue."""
        return self._one(self._packing.BatchPack, request, packing_pb2.BatchPackResponse)

    def cut_sheets(self, request: cutting_pb2.CutSheetsRequest) -> cutting_pb2.CutSheetsResponse:
        """Cuts rectangles from sheets."""
        return self._one(self._cutting.CutSheets, request, cutting_pb2.CutSheetsResponse)

    def cut_blocks(self, request: cutting_pb2.CutBlocksRequest) -> cutting_pb2.CutBlocksResponse:
        """Cuts cuboids from blocks."""
        return self._one(self._cutting.CutBlocks, request, cutting_pb2.CutBlocksResponse)

    def lay_flat(self, request: cutting_pb2.LayFlatRequest) -> cutting_pb2.LayFlatResponse:
        """Unfolds boxes into flat blanks."""
        return self._one(self._cutting.LayFlat, request, cutting_pb2.LayFlatResponse)

    def right_size(self, request: cutting_pb2.RightSizeRequest) -> cutting_pb2.RightSizeResponse:
        """Finds the best box, or boxes, for one order."""
        return self._one(self._cutting.RightSize, request, cutting_pb2.RightSizeResponse)

    def batch_right_size(
        self, request: cutting_pb2.BatchRightSizeRequest
    ) -> cutting_pb2.BatchRightSizeResponse:
        """Boxes many orders; each has a status of its own."""
        return self._one(self._cutting.BatchRightSize, request, cutting_pb2.BatchRightSizeResponse)

    def stream_batch_right_size(
        self, request: cutting_pb2.BatchRightSizeRequest
    ) -> Iterator[cutting_pb2.StreamBatchRightSizeResponse]:
        """The same with progress on the way; the last message holds the results."""
        return self._many(self._cutting.StreamBatchRightSize, request)

    def choose_suite(
        self, request: cutting_pb2.ChooseSuiteRequest
    ) -> cutting_pb2.ChooseSuiteResponse:
        """Chooses the carton sizes that serve an order history best."""
        return self._one(self._cutting.ChooseSuite, request, cutting_pb2.ChooseSuiteResponse)

    def stream_choose_suite(
        self, request: cutting_pb2.ChooseSuiteRequest
    ) -> Iterator[cutting_pb2.StreamChooseSuiteResponse]:
        """The same with progress on the way; the last message holds the answer."""
        return self._many(self._cutting.StreamChooseSuite, request)

    def plan_routes(self, request: routing_pb2.PlanRoutesRequest) -> routing_pb2.PlanRoutesResponse:
        """Plans routes for all shipments."""
        return self._one(self._routing.PlanRoutes, request, routing_pb2.PlanRoutesResponse)

    def stream_plan_routes(
        self, request: routing_pb2.PlanRoutesRequest
    ) -> Iterator[routing_pb2.StreamPlanRoutesResponse]:
        """The same with better and better plans on the way; the last message holds the answer."""
        return self._many(self._routing.StreamPlanRoutes, request)

    def promise_windows(
        self, request: routing_pb2.PromiseWindowsRequest
    ) -> routing_pb2.PromiseWindowsResponse:
        """Tells which windows one more shipment can be promised, and what each would cost."""
        return self._one(self._routing.PromiseWindows, request, routing_pb2.PromiseWindowsResponse)

    def evaluate_routes(
        self, request: routing_pb2.EvaluateRoutesRequest
    ) -> routing_pb2.EvaluateRoutesResponse:
        """Prices given routes and lists what they break, without planning."""
        return self._one(self._routing.EvaluateRoutes, request, routing_pb2.EvaluateRoutesResponse)

    def schedule_docks(
        self, request: dispatch_pb2.ScheduleDocksRequest
    ) -> dispatch_pb2.ScheduleDocksResponse:
        """Puts departures on docks and time."""
        return self._one(self._dispatch.ScheduleDocks, request, dispatch_pb2.ScheduleDocksResponse)

    def assign_couriers(
        self, request: dispatch_pb2.AssignCouriersRequest
    ) -> dispatch_pb2.AssignCouriersResponse:
        """Gives routes to couriers."""
        return self._one(
            self._dispatch.AssignCouriers, request, dispatch_pb2.AssignCouriersResponse
        )

    def plan_picking(
        self, request: dispatch_pb2.PlanPickingRequest
    ) -> dispatch_pb2.PlanPickingResponse:
        """Puts orders together for pickers."""
        return self._one(self._dispatch.PlanPicking, request, dispatch_pb2.PlanPickingResponse)

    def plan_courier_week(
        self, request: courier_week_pb2.PlanCourierWeekRequest
    ) -> courier_week_pb2.PlanCourierWeekResponse:
        """Fills the shifts of a week with couriers."""
        return self._one(
            self._dispatch.PlanCourierWeek, request, courier_week_pb2.PlanCourierWeekResponse
        )

    def decide_wave(self, request: waves_pb2.DecideWaveRequest) -> waves_pb2.DecideWaveResponse:
        """Decides which known orders leave now and which wait."""
        return self._one(self._dispatch.DecideWave, request, waves_pb2.DecideWaveResponse)

    def simulate_waves(
        self, request: waves_pb2.SimulateWavesRequest
    ) -> waves_pb2.SimulateWavesResponse:
        """Replays a day under several policies of dispatch."""
        return self._one(self._dispatch.SimulateWaves, request, waves_pb2.SimulateWavesResponse)

    def repair_plan(self, request: repair_pb2.RepairPlanRequest) -> repair_pb2.RepairPlanResponse:
        """Repairs the plan of a running day after an event."""
        return self._one(self._dispatch.RepairPlan, request, repair_pb2.RepairPlanResponse)

    def source_orders(
        self, request: sourcing_pb2.SourceOrdersRequest
    ) -> sourcing_pb2.SourceOrdersResponse:
        """Decides which warehouse serves each order line."""
        return self._one(self._dispatch.SourceOrders, request, sourcing_pb2.SourceOrdersResponse)

    def forecast_volume(
        self, request: forecast_pb2.ForecastVolumeRequest
    ) -> forecast_pb2.ForecastVolumeResponse:
        """Forecasts the orders to expect per zone and hour."""
        return self._one(
            self._dispatch.ForecastVolume, request, forecast_pb2.ForecastVolumeResponse
        )

    def get_courier_route(
        self, request: courier_pb2.GetCourierRouteRequest
    ) -> courier_pb2.GetCourierRouteResponse:
        """The courier's route of a day."""
        return self._one(
            self._courier.GetCourierRoute, request, courier_pb2.GetCourierRouteResponse
        )

    def plan_fulfillment(
        self, request: fulfillment_pb2.PlanFulfillmentRequest
    ) -> fulfillment_pb2.PlanFulfillmentResponse:
        """Plans a whole day."""
        return self._one(
            self._fulfillment.PlanFulfillment, request, fulfillment_pb2.PlanFulfillmentResponse
        )

    def stream_plan_fulfillment(
        self, request: fulfillment_pb2.PlanFulfillmentRequest
    ) -> Iterator[fulfillment_pb2.StreamPlanFulfillmentResponse]:
        """Plans a whole day with progress on the way; the last message holds the plan."""
        return self._many(self._fulfillment.StreamPlanFulfillment, _checked(request))

    def _one(
        self, method: Callable[..., Any], request: Message, kind: type[ResponseT]
    ) -> ResponseT:
        try:
            answered = method(_checked(request), timeout=self._timeout_s)
        except grpc.RpcError as error:
            _raise(error)
        # Generated stubs are untyped; this is where their answers get their type.
        if not isinstance(answered, kind):
            raise TypeError(f"{type(answered).__name__} is not the answer of this call")
        return answered

    def _of_many(
        self, method: Callable[..., Any], requests: Iterable[RequestT], kind: type[ResponseT]
    ) -> ResponseT:
        failures: list[BaseException] = []

        def checked() -> Iterator[RequestT]:
            # gRPC keeps to itself what goes wrong in the iterator that feeds it.
            try:
                yield from map(_checked, requests)
            except BaseException as error:
                failures.append(error)
                raise

        try:
            answered = method(checked(), timeout=self._timeout_s)
        except grpc.RpcError as error:
            if failures:
                raise failures[0] from None
            _raise(error)
        if not isinstance(answered, kind):
            raise TypeError(f"{type(answered).__name__} is not the answer of this call")
        return answered

    def _many(self, method: Callable[..., Iterator[ResponseT]], given: Any) -> Iterator[ResponseT]:
        try:
            yield from method(given, timeout=self._timeout_s)
        except grpc.RpcError as error:
            _raise(error)


def _checked(request: RequestT) -> RequestT:
    size = request.ByteSize()
    if size > MESSAGE_BYTES_MAX:
        raise FulfillmentError(
            grpc.StatusCode.RESOURCE_EXHAUSTED,
            f"the request has {size:,} bytes, the limit is {MESSAGE_BYTES_MAX:,}; it was not sent."
            " Split it into several requests.",
        )
    return request


def _raise(error: Any) -> NoReturn:
    status = b""
    for key, value in error.trailing_metadata() or ():
        if key == _DETAILS_KEY:
            status = value
    raise FulfillmentError(
        error.code(), error.details() or "", tuple(_violations(status))
    ) from None


def _violations(status: bytes) -> Iterator[Violation]:
    """The field violations in a serialized google.rpc.Status.

    Read straight from the wire format, since google.rpc comes with another package: Status.details
    is field 3, Any has type_url 1 and value 2, BadRequest.field_violations is field 1 with field 1
    and description 2.
    """
    for number, detail in _fields(status):
        if number != 3:
            continue
        parts = dict(_fields(detail))
        if not parts.get(1, b"").decode().endswith("/" + _BAD_REQUEST):
            continue
        for inner, violation in _fields(parts.get(2, b"")):
            if inner == 1:
                texts = {key: value.decode() for key, value in _fields(violation)}
                yield Violation(texts.get(1, ""), texts.get(2, ""))


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each length-delimited field of a message; numbers are passed over."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        size, at = _varint(data, at)
        if tag & 7 == 2:
            yield tag >> 3, data[at : at + size]
            at += size
        elif tag & 7 != 0:
            return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    return number, at

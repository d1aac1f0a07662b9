import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import forecast_pb2 as _forecast_pb2
from fulfillment.v1 import routing_pb2 as _routing_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class WavePolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WAVE_POLICY_UNSPECIFIED: _ClassVar[WavePolicy]
    WAVE_POLICY_CONDITIONAL: _ClassVar[WavePolicy]
    WAVE_POLICY_SEND_ALL: _ClassVar[WavePolicy]
    WAVE_POLICY_LAZY: _ClassVar[WavePolicy]
    WAVE_POLICY_RANDOM: _ClassVar[WavePolicy]
WAVE_POLICY_UNSPECIFIED: WavePolicy
WAVE_POLICY_CONDITIONAL: WavePolicy
WAVE_POLICY_SEND_ALL: WavePolicy
WAVE_POLICY_LAZY: WavePolicy
WAVE_POLICY_RANDOM: WavePolicy

class WaveOrder(_message.Message):
    __slots__ = ("shipment", "known_time", "zone_id")
    SHIPMENT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_TIME_FIELD_NUMBER: _ClassVar[int]
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    shipment: _routing_pb2.Shipment
    known_time: _timestamp_pb2.Timestamp
    zone_id: str
    def __init__(self, shipment: _Optional[_Union[_routing_pb2.Shipment, _Mapping]] = ..., known_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., zone_id: _Optional[str] = ...) -> None: ...

class WaveTime(_message.Message):
    __slots__ = ("time",)
    TIME_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DecideWaveRequest(_message.Message):
    __slots__ = ("places", "depot", "vehicles", "travel", "history", "scenario_count", "look_ahead", "decision_time", "later_waves", "orders", "policy", "search", "validate_only", "expected_volumes")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOT_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_COUNT_FIELD_NUMBER: _ClassVar[int]
    LOOK_AHEAD_FIELD_NUMBER: _ClassVar[int]
    DECISION_TIME_FIELD_NUMBER: _ClassVar[int]
    LATER_WAVES_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_VOLUMES_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[_routing_pb2.Place]
    depot: _routing_pb2.Depot
    vehicles: _containers.RepeatedCompositeFieldContainer[_routing_pb2.Vehicle]
    travel: _routing_pb2.Travel
    history: _containers.RepeatedCompositeFieldContainer[WaveOrder]
    scenario_count: int
    look_ahead: int
    decision_time: _timestamp_pb2.Timestamp
    later_waves: _containers.RepeatedCompositeFieldContainer[WaveTime]
    orders: _containers.RepeatedCompositeFieldContainer[WaveOrder]
    policy: WavePolicy
    search: _common_pb2.SearchOptions
    validate_only: bool
    expected_volumes: _containers.RepeatedCompositeFieldContainer[_forecast_pb2.ZoneForecast]
    def __init__(self, places: _Optional[_Iterable[_Union[_routing_pb2.Place, _Mapping]]] = ..., depot: _Optional[_Union[_routing_pb2.Depot, _Mapping]] = ..., vehicles: _Optional[_Iterable[_Union[_routing_pb2.Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[_routing_pb2.Travel, _Mapping]] = ..., history: _Optional[_Iterable[_Union[WaveOrder, _Mapping]]] = ..., scenario_count: _Optional[int] = ..., look_ahead: _Optional[int] = ..., decision_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., later_waves: _Optional[_Iterable[_Union[WaveTime, _Mapping]]] = ..., orders: _Optional[_Iterable[_Union[WaveOrder, _Mapping]]] = ..., policy: _Optional[_Union[WavePolicy, str]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., expected_volumes: _Optional[_Iterable[_Union[_forecast_pb2.ZoneForecast, _Mapping]]] = ...) -> None: ...

class WaitingOrder(_message.Message):
    __slots__ = ("order_id", "latest_decision_time", "explanation")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LATEST_DECISION_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    latest_decision_time: _timestamp_pb2.Timestamp
    explanation: str
    def __init__(self, order_id: _Optional[str] = ..., latest_decision_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., explanation: _Optional[str] = ...) -> None: ...

class WaveDecision(_message.Message):
    __slots__ = ("routing_plan", "waiting", "must_go_order_ids", "scenarios_solved")
    ROUTING_PLAN_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    MUST_GO_ORDER_IDS_FIELD_NUMBER: _ClassVar[int]
    SCENARIOS_SOLVED_FIELD_NUMBER: _ClassVar[int]
    routing_plan: _routing_pb2.RoutingPlan
    waiting: _containers.RepeatedCompositeFieldContainer[WaitingOrder]
    must_go_order_ids: _containers.RepeatedScalarFieldContainer[str]
    scenarios_solved: int
    def __init__(self, routing_plan: _Optional[_Union[_routing_pb2.RoutingPlan, _Mapping]] = ..., waiting: _Optional[_Iterable[_Union[WaitingOrder, _Mapping]]] = ..., must_go_order_ids: _Optional[_Iterable[str]] = ..., scenarios_solved: _Optional[int] = ...) -> None: ...

class DecideWaveResponse(_message.Message):
    __slots__ = ("decision", "search_report", "validation")
    DECISION_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    decision: WaveDecision
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, decision: _Optional[_Union[WaveDecision, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class SimulateWavesRequest(_message.Message):
    __slots__ = ("places", "depot", "vehicles", "travel", "history", "scenario_count", "look_ahead", "waves", "orders", "policies", "hindsight", "search", "validate_only", "expected_volumes")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOT_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_COUNT_FIELD_NUMBER: _ClassVar[int]
    LOOK_AHEAD_FIELD_NUMBER: _ClassVar[int]
    WAVES_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    HINDSIGHT_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_VOLUMES_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[_routing_pb2.Place]
    depot: _routing_pb2.Depot
    vehicles: _containers.RepeatedCompositeFieldContainer[_routing_pb2.Vehicle]
    travel: _routing_pb2.Travel
    history: _containers.RepeatedCompositeFieldContainer[WaveOrder]
    scenario_count: int
    look_ahead: int
    waves: _containers.RepeatedCompositeFieldContainer[WaveTime]
    orders: _containers.RepeatedCompositeFieldContainer[WaveOrder]
    policies: _containers.RepeatedScalarFieldContainer[WavePolicy]
    hindsight: bool
    search: _common_pb2.SearchOptions
    validate_only: bool
    expected_volumes: _containers.RepeatedCompositeFieldContainer[_forecast_pb2.ZoneForecast]
    def __init__(self, places: _Optional[_Iterable[_Union[_routing_pb2.Place, _Mapping]]] = ..., depot: _Optional[_Union[_routing_pb2.Depot, _Mapping]] = ..., vehicles: _Optional[_Iterable[_Union[_routing_pb2.Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[_routing_pb2.Travel, _Mapping]] = ..., history: _Optional[_Iterable[_Union[WaveOrder, _Mapping]]] = ..., scenario_count: _Optional[int] = ..., look_ahead: _Optional[int] = ..., waves: _Optional[_Iterable[_Union[WaveTime, _Mapping]]] = ..., orders: _Optional[_Iterable[_Union[WaveOrder, _Mapping]]] = ..., policies: _Optional[_Iterable[_Union[WavePolicy, str]]] = ..., hindsight: _Optional[bool] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., expected_volumes: _Optional[_Iterable[_Union[_forecast_pb2.ZoneForecast, _Mapping]]] = ...) -> None: ...

class SimulatedWave(_message.Message):
    __slots__ = ("decision_time", "known_count", "must_go_count", "sent_count", "route_count", "cost")
    DECISION_TIME_FIELD_NUMBER: _ClassVar[int]
    KNOWN_COUNT_FIELD_NUMBER: _ClassVar[int]
    MUST_GO_COUNT_FIELD_NUMBER: _ClassVar[int]
    SENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROUTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    decision_time: _timestamp_pb2.Timestamp
    known_count: int
    must_go_count: int
    sent_count: int
    route_count: int
    cost: _common_pb2.Money
    def __init__(self, decision_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_count: _Optional[int] = ..., must_go_count: _Optional[int] = ..., sent_count: _Optional[int] = ..., route_count: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class SimulatedDay(_message.Message):
    __slots__ = ("policy", "waves", "served_count", "unserved_order_ids", "route_count", "cost", "gap_closed_percent")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    WAVES_FIELD_NUMBER: _ClassVar[int]
    SERVED_COUNT_FIELD_NUMBER: _ClassVar[int]
    UNSERVED_ORDER_IDS_FIELD_NUMBER: _ClassVar[int]
    ROUTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    GAP_CLOSED_PERCENT_FIELD_NUMBER: _ClassVar[int]
    policy: WavePolicy
    waves: _containers.RepeatedCompositeFieldContainer[SimulatedWave]
    served_count: int
    unserved_order_ids: _containers.RepeatedScalarFieldContainer[str]
    route_count: int
    cost: _common_pb2.Money
    gap_closed_percent: float
    def __init__(self, policy: _Optional[_Union[WavePolicy, str]] = ..., waves: _Optional[_Iterable[_Union[SimulatedWave, _Mapping]]] = ..., served_count: _Optional[int] = ..., unserved_order_ids: _Optional[_Iterable[str]] = ..., route_count: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., gap_closed_percent: _Optional[float] = ...) -> None: ...

class WaveSimulation(_message.Message):
    __slots__ = ("days",)
    DAYS_FIELD_NUMBER: _ClassVar[int]
    days: _containers.RepeatedCompositeFieldContainer[SimulatedDay]
    def __init__(self, days: _Optional[_Iterable[_Union[SimulatedDay, _Mapping]]] = ...) -> None: ...

class SimulateWavesResponse(_message.Message):
    __slots__ = ("simulation", "search_report", "validation")
    SIMULATION_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    simulation: WaveSimulation
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, simulation: _Optional[_Union[WaveSimulation, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

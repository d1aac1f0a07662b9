"""The checker: a sound plan passes, and each way of breaking it is noticed by its kind."""

from __future__ import annotations

import pytest

from optimizer.dispatch import (
    Courier,
    CourierAssignment,
    CourierJob,
    CourierProblem,
    CourierRoster,
    Departure,
    Dock,
    DockAssignment,
    DockProblem,
    DockSchedule,
    KindSetup,
    LoadFacts,
    LoadingPace,
    LoadingTeam,
    UnassignedJob,
    UnscheduledDeparture,
    check_plan,
)
from tests.optimizer.dispatch.cases import window

DOCKS = DockProblem(
    docks=(
        Dock(id="D1", opening_window=window(0, 5000)),
        Dock(id="D2", opening_window=window(1000, 5000), vehicle_kinds=("van",)),
    ),
    departures=(
        Departure(
            id="R1",
            vehicle_kind="bike",
            loading_duration_s=600,
            earliest_loading_time_s=0,
            due_time_s=500,
        ),
        Departure(
            id="R2",
            vehicle_kind="van",
            loading_duration_s=600,
            earliest_loading_time_s=0,
            due_time_s=2000,
            latest_time_s=2100,
        ),
        Departure(
            id="R3",
            vehicle_kind="van",
            loading_duration_s=600,
            earliest_loading_time_s=700,
            due_time_s=2000,
        ),
    ),
    loading_teams=2,
    changeover_duration_s=100,
)


def at(departure: str, dock: str, start: int, length: int = 600, late: int = 0) -> DockAssignment:
    return DockAssignment(
        departure_id=departure,
        dock_id=dock,
        loading_start_time_s=start,
        departure_time_s=start + length,
        lateness_s=late,
    )


def schedule(*entries: DockAssignment, out: tuple[tuple[str, str], ...] = ()) -> DockSchedule:
    return DockSchedule(
        assignments=entries,
        unscheduled=tuple(
            UnscheduledDeparture(departure_id=name, explanation=why) for name, why in out
        ),
        total_lateness_s=sum(entry.lateness_s for entry in entries),
    )


def kinds(problem: DockProblem | CourierProblem, plan: DockSchedule | CourierRoster) -> set[str]:
    return {violation.kind for violation in check_plan(problem, plan)}


SOUND = (at("R1", "D1", 0, late=100), at("R3", "D1", 700), at("R2", "D2", 1000))


def test_a_sound_timetable_passes():
    assert check_plan(DOCKS, schedule(*SOUND)) == []
    assert check_plan(DOCKS, schedule(*SOUND[:2], out=(("R2", "taken"),))) == []


@pytest.mark.parametrize(
    ("kind", "plan"),
    [
        ("missing", schedule(*SOUND[:2])),
        ("twice", schedule(*SOUND, out=(("R2", "taken"),))),
        ("unknown", schedule(*SOUND, at("R9", "D1", 4000))),
        ("unknown_dock", schedule(*SOUND[:2], at("R2", "D9", 1000))),
        ("no_reason", schedule(*SOUND[:2], out=(("R2", " "),))),
        ("loading_duration", schedule(*SOUND[:2], at("R2", "D2", 1000, length=599))),
        ("too_early", schedule(at("R3", "D1", 699), SOUND[2], out=(("R1", "x"),))),
        ("too_late", schedule(*SOUND[:2], at("R2", "D2", 1501, late=101))),
        ("dock_closed", schedule(*SOUND[:2], at("R2", "D2", 999))),
        ("dock_closed", schedule(SOUND[0], SOUND[2], at("R3", "D1", 4401, late=3001))),
        ("vehicle_kind", schedule(at("R3", "D1", 700), SOUND[2], at("R1", "D2", 1700, late=1800))),
        ("lateness", schedule(at("R1", "D1", 0, late=99), *SOUND[1:])),
        ("dock_overlap", schedule(at("R1", "D1", 1, late=101), *SOUND[1:])),
        ("order", schedule(SOUND[1], SOUND[0], SOUND[2])),
        ("total_lateness", schedule(*SOUND).model_copy(update={"total_lateness_s": 99})),
    ],
)
def test_a_broken_timetable_is_noticed(kind: str, plan: DockSchedule):
    assert kinds(DOCKS, plan) == {kind}


def test_no_more_loadings_than_teams():
    one_team = DOCKS.model_copy(update={"loading_teams": 1})
    found = check_plan(one_team, schedule(*SOUND))
    assert [(one.kind, one.who, one.amount) for one in found] == [("loading_teams", "R2", 1)]
    in_turn = schedule(SOUND[0], at("R3", "D1", 700), at("R2", "D2", 1300))
    assert check_plan(one_team, in_turn) == []


CREWS = DOCKS.model_copy(
    update={
        "loading_teams": None,
        "teams": (
            LoadingTeam(id="T1", shift_windows=(window(0, 650), window(700, 1400))),
            LoadingTeam(id="T2", shift_windows=(window(900, 5000),)),
        ),
        "departures": tuple(
            one.model_copy(update={"arrival_time_s": 0}) for one in DOCKS.departures
        ),
        "yard_places": 2,
    }
)


def by(entry: DockAssignment, team: str, waited: int | None = None) -> DockAssignment:
    return entry.model_copy(
        update={
            "team_id": team,
            "waiting_duration_s": entry.loading_start_time_s if waited is None else waited,
        }
    )


BY_TEAMS = (by(SOUND[0], "T1"), by(SOUND[1], "T1"), by(SOUND[2], "T2"))


def test_teams_in_their_shifts_and_a_yard_with_room_pass():
    assert check_plan(CREWS, schedule(*BY_TEAMS)) == []


@pytest.mark.parametrize(
    ("kind", "plan"),
    [
        ("unknown_team", schedule(*BY_TEAMS[:2], by(SOUND[2], "T9"))),
        ("unknown_team", schedule(*BY_TEAMS[:2], by(SOUND[2], ""))),
        ("team_shift", schedule(by(SOUND[0], "T2"), *BY_TEAMS[1:])),
        (
            "team_shift",
            schedule(by(at("R1", "D1", 60, late=160), "T1"), *BY_TEAMS[2:], out=(("R3", "x"),)),
        ),
        (
            "team_overlap",
            schedule(BY_TEAMS[0], by(SOUND[2], "T2"), by(at("R3", "D1", 1500, late=100), "T2")),
        ),
        ("waiting", schedule(*BY_TEAMS[:2], by(SOUND[2], "T2", 999))),
    ],
)
def test_broken_teams_and_waits_are_noticed(kind: str, plan: DockSchedule):
    assert kinds(CREWS, plan) == {kind}


def test_no_more_vehicles_wait_than_the_yard_has_places():
    one_place = CREWS.model_copy(update={"yard_places": 1})
    found = check_plan(one_place, schedule(*BY_TEAMS))
    assert [(one.kind, one.amount) for one in found] == [("yard_places", 1)]
    left_out = schedule(*BY_TEAMS[:2], out=(("R2", "no place"),))
    assert check_plan(one_place, left_out) == []


def test_the_duration_from_the_load_and_the_price_of_leaving_out_are_checked():
    load = LoadFacts(parcel_count=12, weight_g=2_000_000)
    paced = DOCKS.model_copy(
        update={
            "departures": (
                DOCKS.departures[0].model_copy(update={"loading_duration_s": 0, "load": load}),
                *DOCKS.departures[1:],
            ),
            "loading_pace": LoadingPace(
                fixed_duration_s=120, parcel_duration_s=30, tonne_duration_s=60
            ),
            "unscheduled_cost_minor": 70,
        }
    )
    plan = schedule(*SOUND[:2], out=(("R2", "too dear"),)).model_copy(update={"cost_minor": 70})
    assert check_plan(paced, plan) == []
    slower = paced.model_copy(update={"loading_pace": LoadingPace(parcel_duration_s=51)})
    assert kinds(slower, plan) == {"loading_duration"}
    assert kinds(paced, plan.model_copy(update={"cost_minor": 0})) == {"cost"}


def test_setups_overtime_and_costs_are_checked():
    priced = DOCKS.model_copy(
        update={
            "docks": (
                DOCKS.docks[0].model_copy(update={"overtime_start_time_s": 1000}),
                DOCKS.docks[1].model_copy(update={"use_cost_minor": 70}),
            ),
            "kind_setups": (KindSetup(from_kind="bike", to_kind="van", duration_s=50),),
            "lateness_cost_per_hour_minor": 3600,
        }
    )
    plan = schedule(
        SOUND[0],
        at("R3", "D1", 750).model_copy(update={"overtime_s": 350}),
        SOUND[2],
    ).model_copy(update={"total_overtime_s": 350, "cost_minor": 170})
    assert check_plan(priced, plan) == []
    assert kinds(priced, plan.model_copy(update={"cost_minor": 171})) == {"cost"}
    assert kinds(priced, plan.model_copy(update={"cost_minor": None})) == {"cost"}
    assert kinds(priced, plan.model_copy(update={"total_overtime_s": 0})) == {"total_overtime"}
    assert kinds(DOCKS, schedule(*SOUND).model_copy(update={"cost_minor": 0})) == {"cost"}
    early = at("R3", "D1", 749).model_copy(update={"overtime_s": 349})
    entries = (SOUND[0], early, SOUND[2])
    total = plan.model_copy(update={"assignments": entries, "total_overtime_s": 349})
    assert kinds(priced, total) == {"dock_overlap"}
    wrong = at("R3", "D1", 750).model_copy(update={"overtime_s": 349})
    entries = (SOUND[0], wrong, SOUND[2])
    total = plan.model_copy(update={"assignments": entries, "total_overtime_s": 349})
    assert kinds(priced, total) == {"overtime"}


COURIERS = CourierProblem(
    couriers=(
        Courier(id="C1", shift_window=window(0, 5000)),
        Courier(id="C2", shift_window=window(1000, 3000), vehicle_kinds=("van",)),
    ),
    jobs=(
        CourierJob(id="J1", vehicle_kind="bike", start_time_s=0, end_time_s=900),
        CourierJob(id="J2", vehicle_kind="van", start_time_s=1000, end_time_s=2000),
        CourierJob(id="J3", vehicle_kind="van", start_time_s=1050, end_time_s=3100),
    ),
    turnaround_duration_s=100,
)


def roster(*given: tuple[str, str], out: tuple[tuple[str, str], ...] = ()) -> CourierRoster:
    return CourierRoster(
        assignments=tuple(CourierAssignment(job_id=j, courier_id=c) for j, c in given),
        unassigned=tuple(UnassignedJob(job_id=j, explanation=why) for j, why in out),
    )


def test_a_sound_roster_passes():
    assert check_plan(COURIERS, roster(("J1", "C1"), ("J2", "C2"), ("J3", "C1"))) == []


@pytest.mark.parametrize(
    ("kind", "plan"),
    [
        ("missing", roster(("J1", "C1"), ("J2", "C2"))),
        ("twice", roster(("J1", "C1"), ("J1", "C1"), ("J2", "C2"), ("J3", "C1"))),
        ("unknown", roster(("J1", "C1"), ("J2", "C2"), ("J3", "C1"), ("J9", "C1"))),
        ("unknown_courier", roster(("J1", "C9"), ("J2", "C2"), ("J3", "C1"))),
        ("no_reason", roster(("J1", "C1"), ("J2", "C2"), out=(("J3", ""),))),
        ("shift", roster(("J1", "C1"), ("J3", "C2"), out=(("J2", "taken"),))),
        ("vehicle_kind", roster(("J2", "C2"), ("J3", "C1"), ("J1", "C2"))),
        ("courier_overlap", roster(("J1", "C1"), ("J2", "C1"), ("J3", "C1"))),
        ("order", roster(("J2", "C2"), ("J1", "C1"), ("J3", "C1"))),
    ],
)
def test_a_broken_roster_is_noticed(kind: str, plan: CourierRoster):
    assert kind in kinds(COURIERS, plan)


def test_a_plan_of_the_other_kind_is_refused():
    with pytest.raises(TypeError, match="does not answer"):
        check_plan(DOCKS, roster())

"""The plan store: idempotent by request id, found by courier and day, expiring, surviving."""

from pathlib import Path

import pytest

from service.plans import PlanStore, RequestIdReusedError, StoredPlan

DAY = 86_400


def stored(name: str, request: bytes = b"request") -> StoredPlan:
    return StoredPlan(name, request, f"response of {name}".encode())


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "plans.sqlite", keep_s=7 * DAY)


def test_request_id_brings_back_the_plan(store: PlanStore) -> None:
    store.add(stored("p1"), request_id="r1", create_time_s=0, courier_days=[])
    assert store.find("r1", b"request") == stored("p1")
    assert store.find("r2", b"request") is None
    store.close()


def test_request_id_with_other_content_is_refused(store: PlanStore) -> None:
    store.add(stored("p1"), request_id="r1", create_time_s=0, courier_days=[])
    with pytest.raises(RequestIdReusedError, match="r1"):
        store.find("r1", b"another request")
    store.close()


def test_first_of_two_equal_calls_is_kept(store: PlanStore) -> None:
    first = store.add(stored("p1"), request_id="r1", create_time_s=0, courier_days=[("c", "d")])
    second = store.add(stored("p2"), request_id="r1", create_time_s=0, courier_days=[("c", "d")])
    assert first == second == stored("p1")
    assert store.newest_for_courier("c", "d") == stored("p1")
    store.close()


def test_newest_plan_of_a_courier_wins(store: PlanStore) -> None:
    days = [("c1", "2026-11-23"), ("c2", "2026-11-23")]
    store.add(stored("p1"), request_id=None, create_time_s=5, courier_days=days)
    store.add(stored("p2"), request_id=None, create_time_s=5, courier_days=days[:1])
    assert store.newest_for_courier("c1", "2026-11-23") == stored("p2")
    assert store.newest_for_courier("c2", "2026-11-23") == stored("p1")
    assert store.newest_for_courier("c1", "2026-11-24") is None
    assert store.newest_naming("c2") == stored("p1")
    store.close()


def test_expired_plans_are_deleted_with_their_courier_days(store: PlanStore) -> None:
    store.add(stored("old"), request_id="r", create_time_s=0, courier_days=[("c", "d")])
    store.add(stored("new"), request_id=None, create_time_s=8 * DAY, courier_days=[])
    assert store.find("r", b"request") is None
    assert store.newest_for_courier("c", "d") is None
    store.close()


def test_plans_survive_a_process_that_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "plans.sqlite"
    crashed = PlanStore(path, keep_s=DAY)
    crashed.add(stored("p1"), request_id="r1", create_time_s=0, courier_days=[])
    after = PlanStore(path, keep_s=DAY)
    assert after.find("r1", b"request") == stored("p1")
    after.close()
    crashed.close()


def test_file_is_for_its_owner_only(tmp_path: Path) -> None:
    store = PlanStore(tmp_path / "deep" / "plans.sqlite", keep_s=DAY)
    assert (tmp_path / "deep" / "plans.sqlite").stat().st_mode & 0o077 == 0
    store.close()

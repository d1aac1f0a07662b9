"""Settings: defaults, environment, words for wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.settings import Settings, SettingsError


def test_defaults_need_nothing() -> None:
    settings = Settings.from_environment({})
    assert settings.host == "127.0.0.1"
    assert settings.workers >= 1


def test_the_environment_sets_and_arguments_win() -> None:
    environment = {
        "FULFILLMENT_PORT": "1234",
        "FULFILLMENT_WORKERS": "3",
        "FULFILLMENT_DATA_FOLDER": "here",
    }
    settings = Settings.from_environment(environment, workers=5, host=None)
    assert (settings.port, settings.workers) == (1234, 5)
    assert settings.data_folder == Path("here")


def test_every_wrong_setting_is_named() -> None:
    environment = {"FULFILLMENT_PORT": "70000", "FULFILLMENT_GRACE_S": "soon"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environment)
    assert "FULFILLMENT_PORT=70000" in str(caught.value)
    assert "FULFILLMENT_GRACE_S=soon" in str(caught.value)

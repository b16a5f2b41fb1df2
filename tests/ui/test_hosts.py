"""Who gets a session: this machine's names alone, or those that a server's own setting gives."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.serving import served

# A real server is started, and many sessions.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(tmp_path_factory.mktemp("home")) as found:
        yield found


def opens(port: int, host: str, origin: str | None = None) -> bool:
    """Whether a session opens for a page of that host and origin."""
    headers = {} if origin is None else {"Origin": origin}
    address = f"ws://{host}/_stcore/stream"
    try:
        with connect(
            address,
            sock=socket.create_connection(("127.0.0.1", port)),
            additional_headers=headers,
            open_timeout=20,
        ):
            return True
    except InvalidStatus as refusal:
        if refusal.response.status_code != 403:
            raise
        return False


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "[::1]:{}", "localhost"])
def test_this_machine_opens(port: int, host: str) -> None:
    host = host.format(port)
    assert opens(port, host, f"http://{host}")
    assert opens(port, host)


@pytest.mark.parametrize(
    "host", ["ailleurs.example:{}", "127.0.0.1.ailleurs.example:{}", "0.0.0.0:{}"]
)
def test_a_page_of_another_name_that_leads_here_does_not(port: int, host: str) -> None:
    host = host.format(port)
    assert not opens(port, host, f"http://{host}")
    assert not opens(port, host, f"http://127.0.0.1:{port}")


@pytest.mark.parametrize(
    "origin", ["http://ailleurs.example", "null", "https://share.streamlit.io"]
)
def test_a_page_of_another_origin_does_not(port: int, origin: str) -> None:
    assert not opens(port, f"127.0.0.1:{port}", origin)


def test_a_server_may_give_its_public_name(tmp_path: Path) -> None:
    names = {"STREAMLIT_SERVER_ALLOWED_HOSTS": "essaimer.exemple.fr localhost"}
    with served(tmp_path, names) as port:
        assert opens(port, "essaimer.exemple.fr", "https://essaimer.exemple.fr")
        assert opens(port, f"localhost:{port}", f"http://localhost:{port}")
        assert not opens(port, f"127.0.0.1:{port}")
        assert not opens(port, "ailleurs.example", "http://ailleurs.example")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_no_file_is_taken_from_another_page(port: int, method: str) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/_stcore/upload_file/session/file",
        data=b"x",
        method=method,
        headers={"Origin": "http://ailleurs.example"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)  # noqa: S310
    assert refused.value.code == 403


@pytest.mark.parametrize(
    "path", ["app/static/app.py", "static/../app.py", "..%2fapp.py", "_stcore/agent/interact"]
)
def test_no_file_of_the_project_and_no_agent_is_served(port: int, path: str) -> None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=20) as found:
            said = found.read().decode("utf-8", errors="replace")
            assert found.headers.get("Access-Control-Allow-Origin") is None
    except urllib.error.HTTPError as refused:
        said = refused.read().decode("utf-8", errors="replace")
    assert "navigation.run" not in said

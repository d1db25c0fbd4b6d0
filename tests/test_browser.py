"""A real browser loads the WebVTT that is written, and sees the cues, voices and times that were meant."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from episcript.cues import cut
from episcript.model import Options
from episcript.pipeline import read, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGE = """<!doctype html><meta charset="utf-8"><video><track default src="talk.vtt"></video><pre></pre><script>
const track = document.querySelector("track"), said = document.querySelector("pre");
track.track.mode = "hidden";
track.addEventListener("error", () => { said.textContent = '"refused"'; });
track.addEventListener("load", () => {
  said.textContent = JSON.stringify(Array.from(track.track.cues, (cue) => {
    const shown = cue.getCueAsHTML(), voice = shown.querySelector("span[title]");
    return [Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), voice && voice.title, shown.textContent];
  }));
});
</script>"""
HARD = """**Ann Lee & Co** [00:00:01]: So a < b & c > d, and a --> b; that is what the paper said about it, or so I remember.

**東京 太郎** [00:00:09]: 風が吹くと桶屋が儲かるという話を昨日聞きましたが、それは本当のことなのでしょうか。&amp;lt; isn't a tag.

**Bo** [01:00:20]: Yes. <v Ann>no</v> and &nbsp; "quotes", [laughter] and a Tülu 👍🏽 at the end.
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]


class _Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address of a local server of `tmp_path`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def _seen(address: str, folder: Path, vtt: str) -> object:
    """Return what Chromium reports of a caption track: start, end (ms), voice and text of each cue."""
    (folder / "talk.vtt").write_text(vtt, encoding="utf-8")
    (folder / "talk.html").write_text(PAGE, encoding="utf-8")
    command = [
        str(CHROMIUM),
        *(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--virtual-time-budget=10000",
        ),
        f"--user-data-dir={folder / 'profile'}",
        "--dump-dom",
        f"{address}/talk.html",
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    found = re.search(r"<pre>(.*?)</pre>", done.stdout.decode(), re.DOTALL)
    assert found
    assert found[1], "the browser said nothing"
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("profile", ["podcast", "standard"])
def test_chromium_sees_the_cues_that_were_written(address: str, tmp_path: Path, profile: str) -> None:
    """Every cue with its times, its voice and its lines, whatever marks of WebVTT and HTML are in names and words."""
    options = Options(profile=profile)  # type: ignore[arg-type]
    episode = read(HARD, options=options)
    cues = cut(episode, options, "vtt").cues
    assert len(cues) > 3
    assert _seen(address, tmp_path, write(episode, "vtt", options)) == [
        [cue.start, cue.end, cue.speaker, "\n".join(cue.lines)] for cue in cues
    ]


def test_chromium_sees_no_voice_where_none_is_wanted(address: str, tmp_path: Path) -> None:
    """Without labels the text is the same and no cue has a voice."""
    options = Options(speaker_labels="never")
    episode = read(HARD, options=options)
    seen = _seen(address, tmp_path, write(episode, "vtt", options))
    assert isinstance(seen, list)
    assert [cue[2] for cue in seen] == [None] * len(cut(episode, options, "vtt").cues)


def test_chromium_refuses_what_is_no_webvtt(address: str, tmp_path: Path) -> None:
    """The judge judges: SubRip under the name of WebVTT is refused."""
    assert _seen(address, tmp_path, write(read(HARD), "srt")) == "refused"

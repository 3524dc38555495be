#!/bin/sh
# serve.sh: shows the sites of `make docs` to this machine alone, until Ctrl-C,
# and opens the course in the browser of a desktop. PORT is 8000 unless it is
# set; 0 takes a free one.
. grader/cli/common.sh

if [ ! -f build/docs/html/index.html ]; then
    echo "There is no site yet. Next: make docs serve"
    exit 1
fi
if ! command -v python3 >/dev/null; then
    echo "There is no python3 here. Next: make setup docs serve"
    exit 1
fi
# The address is printed when the port is known and open.
exec python3 - "${PORT:-8000}" "$bold" "$plain" <<'END'
import functools, http.server, os, sys, webbrowser

port, bold, plain = sys.argv[1:]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        self.send_response(302)
        self.send_header("Location", "/html/index.html")
        self.end_headers()

    def log_message(self, *_):
        pass


handler = functools.partial(Quiet, directory="build/docs")
try:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), handler)
except (OSError, OverflowError, ValueError) as error:
    why = getattr(error, "strerror", "") or "that is no port"
    sys.exit(f"Port {port}: {why}. Another one: make serve PORT=0")
here = f"http://127.0.0.1:{server.server_address[1]}"
print(f"The course:      {bold}{here}/html/index.html{plain}")
if os.path.exists("build/docs/instructor/index.html"):
    print(f"For instructors: {here}/instructor/index.html")
print("Only this machine can see it. Ctrl-C ends it.", flush=True)
# Nobody wants a browser in the terminal in which this runs.
if sys.stdout.isatty() and (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    webbrowser.open(f"{here}/html/index.html")
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
END

# SPDX-License-Identifier: MIT
import http.server
import threading

SILENT, OTHERS = 4, 40


class Silent(http.server.BaseHTTPRequestHandler):
    """Answers when the others have been asked."""

    def do_HEAD(self):
        self.server.others_asked.wait()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def act(run):
    others_asked = threading.Event()
    servers = [http.server.ThreadingHTTPServer((f"127.4.0.{n}", 0), Silent)
               for n in range(1, SILENT + 1)]
    for server in servers:
        server.others_asked = others_asked
        threading.Thread(target=server.serve_forever, daemon=True).start()
    run.write("list.txt", "".join(
        [f"http://127.4.0.{n}:{server.server_port}/\n" for n, server in enumerate(servers, 1)] +
        [f"http://127.4.1.{n}:{run.places['lo_port']}/ok/{run.name}\n"
         for n in range(1, OTHERS + 1)]))
    process = run.start()
    try:
        run.wait_for_requests(process, OTHERS)
    finally:
        others_asked.set()
        run.finish(process)
        for server in servers:
            server.shutdown()
            server.server_close()

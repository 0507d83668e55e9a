"""Callers that send one question after another while a part of the stack is restarted or stopped."""

import threading
import time


class Load:
    """A `with` block: callers send questions from entry to exit; the exit waits for every reply. `replies` has all replies."""

    def __init__(self, stack, callers=3, component="/complete", cid="load", directly=False):
        self.stack = stack
        # not through the published port: Docker's proxy accepts connections while the container is down
        self.base = f"http://{stack.address('gateway')}:8001" if directly else None
        self.component = component
        self.cid = cid
        self.replies = []
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(callers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *unused):
        self.ending.set()
        for thread in self.threads:
            thread.join()

    def _ask(self, number):
        turn = 0
        while not self.ending.is_set():
            turn += 1
            started = time.monotonic()
            reply = self.stack.ask(self.component, question(f"{self.cid}-{number}", f"Say the number {turn}."), base=self.base)
            self.replies.append((reply, time.monotonic() - started))
            if reply.status != 200:
                time.sleep(0.2)

    def answered(self):
        return sum(1 for reply, _ in self.replies if reply.status == 200)

    def refused(self):
        """503 with Retry-After: the stack rejected the request and said when to retry."""
        return [reply for reply, _ in self.replies if reply.status == 503 and reply.headers.get("Retry-After")]

    def unaccepted(self):
        """The gateway was down and accepted no connection, so no request was lost."""
        return [reply for reply, _ in self.replies
                if reply.status == 0 and any(sign in reply.text for sign in ("refused", "No route to host"))]

    def lost(self):
        """Requests that were accepted, and neither answered nor rejected with Retry-After."""
        good = {id(reply) for reply in self.refused() + self.unaccepted()}
        return [reply for reply, _ in self.replies if reply.status != 200 and id(reply) not in good]

    def summary(self):
        slowest = max((seconds for _, seconds in self.replies), default=0)
        lost = sorted({f"{reply.status} {reply.text[:300]}" for reply in self.lost()})
        return (f"{self.answered()} answered, {len(self.refused())} refused, {len(self.unaccepted())} not accepted, "
                f"{len(self.lost())} lost, slowest {slowest:.1f} s" + (f": {lost}" if lost else ""))


def question(cid, text):
    return {"cid": cid, "task": "Answer briefly", "input": [{"user_query": text}]}

"""Callers that ask one question after another while something is done to the stack behind the gateway."""

import threading
import time


class Load:
    """A `with` block: asks from entry to exit, then waits for every answer. What came back is in `replies`."""

    def __init__(self, stack, callers=3, component="/complete", cid="load", directly=False):
        self.stack = stack
        # past the published port: its proxy accepts connections while nobody is behind it
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
        """503 with Retry-After: the caller was told at once that it may come back."""
        return [reply for reply, _ in self.replies if reply.status == 503 and reply.headers.get("Retry-After")]

    def unaccepted(self):
        """The gateway itself was away: nothing was accepted, so nothing was lost."""
        return [reply for reply, _ in self.replies
                if reply.status == 0 and any(sign in reply.text for sign in ("refused", "No route to host"))]

    def lost(self):
        """Accepted, and neither answered nor refused properly."""
        good = {id(reply) for reply in self.refused() + self.unaccepted()}
        return [reply for reply, _ in self.replies if reply.status != 200 and id(reply) not in good]

    def summary(self):
        slowest = max((seconds for _, seconds in self.replies), default=0)
        lost = sorted({f"{reply.status} {reply.text[:300]}" for reply in self.lost()})
        return (f"{self.answered()} answered, {len(self.refused())} refused, {len(self.unaccepted())} not accepted, "
                f"{len(self.lost())} lost, slowest {slowest:.1f} s" + (f": {lost}" if lost else ""))


def question(cid, text):
    return {"cid": cid, "task": "Answer briefly", "input": [{"user_query": text}]}

package io.minerstack.bench.weather;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.stack.StackUnderTest;
import io.minerstack.bench.weather.Violations.Invariant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run: two model servers, the stack, callers, and the checks. */
class WeatherRun {

    /** {@code REQUEST_TIMEOUT} of the stack. */
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    private static final Duration PATIENCE = TIMEOUT.plusSeconds(8);
    private static final int CALLERS = 6;
    private static final int CONVERSATIONS_OF_A_CALLER = 3;

    private final Forecast forecast;
    private final Duration length;
    private final PrintStream out;
    private final Ledger ledger = new Ledger();
    private final Violations violations = new Violations();
    private final Summary summary = new Summary();
    private final List<CallerConversation> conversations = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    /** Set before the callers start. */
    private volatile long startedAtNanos;

    WeatherRun(long seed, Duration length, PrintStream out) {
        this.forecast = new Forecast(seed);
        this.length = length;
        this.out = out;
    }

    /**
     * Runs and prints the summary.
     *
     * @param only the number of the only request to send; null for a whole run
     * @return the number of violations
     */
    int run(Path app, Path work, @Nullable Integer only) throws IOException, InterruptedException {
        String key = UUID.randomUUID() + "-" + UUID.randomUUID();
        try (FakeModel primary = FakeModel.start(0, "weather-primary");
                FakeModel fallback = FakeModel.start(0, "weather-fallback");
                SearchServer search = new SearchServer(forecast::searchFault)) {
            primary.always(responder(Server.PRIMARY));
            fallback.always(responder(Server.FALLBACK));
            try (StackUnderTest stack = StackUnderTest.start(app, work, settings(key, primary, fallback, search))) {
                startedAtNanos = System.nanoTime();
                AnswerCheck check = new AnswerCheck(forecast, ledger, TIMEOUT, violations);
                Caller caller = new Caller(stack.gateway(), key, PATIENCE, check, violations, summary);
                if (only == null) {
                    askUntilTheEnd(caller);
                } else {
                    askOnce(caller, only);
                }
                checkAllMemory(caller);
                caller.close();
            }
        }
        summary.print(out, forecast.seed(), ledger, violations);
        return violations.count();
    }

    private Responder responder(Server server) {
        return new Responder(server, forecast, ledger, this::isLate, this::checkPrompt);
    }

    /** The last quarter of the run has the faults that can take a server out of use for long. */
    private boolean isLate() {
        return System.nanoTime() - startedAtNanos > length.toNanos() * 3 / 4;
    }

    private static Map<String, String> settings(
            String key, FakeModel primary, FakeModel fallback, SearchServer search) {
        return Map.ofEntries(
                Map.entry("API_KEY", key),
                Map.entry("RATE_LIMIT_ALL", "off"),
                Map.entry("REQUEST_TIMEOUT", Long.toString(TIMEOUT.toSeconds())),
                Map.entry("SEARCH_URL", search.url()),
                Map.entry("SEARCH_TIMEOUT", "2"),
                Map.entry("LLM_PROVIDER", "openai,vllm"),
                Map.entry("OPENAI_API_KEY", "weather-" + key),
                Map.entry("OPENAI_BASE_URL", primary.url() + "/v1"),
                Map.entry("OPENAI_MODEL", "weather-primary"),
                Map.entry("VLLM_BASE_URL", fallback.url() + "/v1"),
                Map.entry("VLLM_MODEL", "weather-fallback"),
                Map.entry("LLM_FIRST_BYTE_TIMEOUT", "1500ms"),
                Map.entry("LLM_FIRST_TOKEN_TIMEOUT", "2"),
                Map.entry("LLM_INTER_TOKEN_TIMEOUT", "1500ms"),
                // the circuit of the primary should open seldom, so that its dialects and faults are seen
                Map.entry("LLM_BREAKER_FAILURES", "5"));
    }

    private void askUntilTheEnd(Caller caller) throws InterruptedException {
        long endAtNanos = startedAtNanos + length.toNanos();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String name = "weather-" + forecast.seed() + "-" + i;
            List<CallerConversation> own = new ArrayList<>();
            for (int n = 0; n < CONVERSATIONS_OF_A_CALLER; n++) {
                own.add(new CallerConversation(name + "-" + n));
            }
            conversations.addAll(own);
            callers.add(Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() < endAtNanos) {
                        ask(caller, own);
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : callers) {
            thread.join();
        }
    }

    private void ask(Caller caller, List<CallerConversation> own) throws InterruptedException {
        int number = numbers.getAndIncrement();
        SplittableRandom random = new SplittableRandom(forecast.seed() + number);
        CallerConversation conversation = own.get(random.nextInt(own.size()));
        WeatherQuery query = WeatherQuery.of(forecast.seed(), number, conversation.cid());
        if (random.nextInt(40) == 0) {
            caller.askAndLeave(query, conversation, Duration.ofMillis(random.nextInt(10, 500)));
            return;
        }
        caller.ask(query, conversation);
        if (random.nextInt(3) == 0) {
            caller.checkMemory(conversation, number);
        }
    }

    private void askOnce(Caller caller, int number) throws InterruptedException {
        CallerConversation conversation = new CallerConversation("weather-" + forecast.seed() + "-again");
        conversations.add(conversation);
        caller.ask(WeatherQuery.of(forecast.seed(), number, conversation.cid()), conversation);
        out.println("The servers sent " + ledger.sentFor(number));
    }

    /** A turn of a caller who left can still be stored until the request's deadline. */
    private void checkAllMemory(Caller caller) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(1));
        for (CallerConversation conversation : conversations) {
            if (!conversation.isEmpty()) {
                caller.checkMemory(conversation, numbers.get());
                caller.checkPlaybook(conversation, numbers.get());
            }
        }
    }

    private void checkPrompt(int number, List<Integer> named) {
        for (CallerConversation conversation : conversations) {
            if (conversation.has(number)) {
                List<Integer> foreign =
                        named.stream().filter(other -> !conversation.has(other)).toList();
                if (!foreign.isEmpty()) {
                    violations.add(Invariant.FOREIGN_PROMPT, number, "the prompt has the queries " + foreign);
                }
            }
        }
    }
}

package io.minerstack.bench.weather;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Decides how a server responds. The same seed, request and attempt always give the same response.
 *
 * <p>Requests come in blocks of {@value #BLOCK}. In every fifth block, the gust, the fallback has faults, too. In all
 * other blocks the fallback is healthy.
 */
class Forecast {

    private static final int BLOCK = 40;
    private static final int BLOCKS_PER_GUST = 5;
    /** Requests after a gust for which the pauses and open circuits of the gust can still count. */
    private static final int RECOVERY = 30;

    private static final List<ServerDialect> DIALECTS = List.of(ServerDialect.values());
    private static final List<ReplyForm> FORMS = List.of(ReplyForm.values());
    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final List<SearchFault> SEARCH_FAULTS = List.of(SearchFault.values());

    private final long seed;

    Forecast(long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    /** Whether the fallback has faults during this request. */
    boolean isGust(int request) {
        return request / BLOCK % BLOCKS_PER_GUST == BLOCKS_PER_GUST - 1;
    }

    /** Whether the fallback is healthy during this request and was healthy long enough before it. */
    boolean isFallbackHealthy(int request) {
        return !isGust(request) && (request < BLOCK || !isGust(request - RECOVERY));
    }

    /**
     * The response to one attempt.
     *
     * @param lasting whether faults are allowed that can take a server out of use for the rest of the run
     */
    Draw draw(Server server, int request, int attempt, boolean lasting) {
        SplittableRandom random = random(server, request, attempt);
        if (server == Server.FALLBACK && !isGust(request)) {
            return new Draw(ServerDialect.VLLM, Fault.NONE, ReplyForm.JSON, random);
        }
        ServerDialect dialect = DIALECTS.get(request % DIALECTS.size());
        Fault drawn = random.nextInt(100) < 45 ? Fault.NONE : FAULTS.get(random.nextInt(FAULTS.size()));
        // a draw must not depend on the time in the run, so that a request can be sent again
        boolean allowed = !drawn.isLasting() || (lasting && server == Server.PRIMARY);
        Fault fault = allowed ? drawn : Fault.NONE;
        ReplyForm fixed = dialect.is().reply;
        ReplyForm form = fixed == null ? FORMS.get(random.nextInt(FORMS.size())) : fixed;
        return new Draw(dialect, fault, form, random);
    }

    /** How the search engine answers a request. */
    SearchFault searchFault(int request) {
        SplittableRandom random = new SplittableRandom(seed * 37 + request);
        return random.nextInt(100) < 60 ? SearchFault.NONE : SEARCH_FAULTS.get(random.nextInt(SEARCH_FAULTS.size()));
    }

    private SplittableRandom random(Server server, int request, int attempt) {
        long key = (request * 64L + attempt) * 2 + (server == Server.PRIMARY ? 0 : 1);
        return new SplittableRandom(new SplittableRandom(seed ^ key * 0x9E3779B97F4A7C15L).nextLong());
    }

    /**
     * One response.
     *
     * @param random for everything else about the response
     */
    record Draw(ServerDialect dialect, Fault fault, ReplyForm form, SplittableRandom random) {}
}

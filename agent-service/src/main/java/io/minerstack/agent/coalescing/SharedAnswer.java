package io.minerstack.agent.coalescing;

import io.minerstack.agent.contract.Output;
import java.util.Map;

/**
 * The answer of one run: what is the same for every caller that gets it.
 *
 * @param output the two texts of the reply
 * @param partial whether the deadline cut the answer off
 * @param metadata of the reply, without what belongs to one caller
 */
public record SharedAnswer(Output output, boolean partial, Map<String, Object> metadata) {

    /** An upper limit of the heap that the answer takes, in bytes: two for each character. */
    int bytes() {
        return 2
                * (output.immediateResponse().length()
                        + output.notebook().length()
                        + metadata.toString().length());
    }
}

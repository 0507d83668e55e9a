package io.minerstack.agent;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentRequest;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.contract.StrictJsonCustomizer;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.profile.ModelProfileProperties;
import io.minerstack.agent.profile.ModelProfiles;
import io.minerstack.agent.profile.ServingModel;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Objects that many tests need. */
public final class TestObjects {

    public static final Path EXAMPLES = Path.of("contract", "examples");

    /** Reads JSON as the server reads requests. */
    public static final JsonMapper STRICT = strict();

    private TestObjects() {}

    private static JsonMapper strict() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJsonCustomizer().customize(builder);
        return builder.build();
    }

    public static String example(String name) {
        try {
            return Files.readString(EXAMPLES.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public static JsonNode json(String text) {
        return STRICT.readTree(text);
    }

    public static ComponentInput input(String json) {
        return STRICT.readValue(json, ComponentRequest.class).validated();
    }

    public static ComponentInput input(String task, List<PreviousOutput> outputs, String... queries) {
        return new ComponentInput(
                "cid-1", task, Arrays.stream(queries).map(Query::new).toList(), outputs, true, true);
    }

    public static PreviousOutput output(String response) {
        return output(response, Output.NO_UPDATE);
    }

    public static PreviousOutput output(String response, String notebook) {
        return new PreviousOutput("", List.of(), new Output(response, notebook), "complete");
    }

    public static PlaybookEntry entry(String type, String key, String value) {
        return new PlaybookEntry(type, key, value, 0.9, 1);
    }

    /** A request's context whose deadline is this far away. */
    public static RequestContext context(Duration timeLeft) {
        return new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(timeLeft, Clock.systemUTC()), null);
    }

    /** Every model is a large one. */
    public static ModelProfiles standardProfiles() {
        return new ModelProfiles(new ModelProfileProperties(List.of(), 0.1), () -> new ServingModel("vllm", "m", true));
    }

    /** Every model is a small one. */
    public static ModelProfiles smallProfiles() {
        return new ModelProfiles(
                new ModelProfileProperties(List.of("local"), 0.1), () -> new ServingModel("local", "m", true));
    }

    public static Completion completion(String text) {
        return new Completion(text, null, null, "stop", false, "m", "p", 10);
    }
}

package io.minerstack.bench.eval;

import io.minerstack.bench.eval.EvalReport.Comparison;
import io.minerstack.bench.stack.StackUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the stack with the settings of {@code .env}, asks the bare model and the stack, and prints a table. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Asks the bare model and the stack the same questions and prints the shares of right answers.")
public final class EvalCommand implements Callable<Integer> {

    private static final String DEFAULT_TEMPERATURE = "0.7";
    /** The network waits 60 s for an answer; a later one counts as none. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    // a large model that reasons about several answers takes longer than an answer may
    private static final Duration JUDGE_TIMEOUT = Duration.ofMinutes(5);

    @Option(
            names = "--sets",
            defaultValue = "knowledge,arithmetic,facts,instructions,refine,summary,aggregate,notebook,feedback",
            description = "question sets, comma-separated (default: ${DEFAULT-VALUE})")
    private String sets = "";

    @Option(names = "--limit", defaultValue = "1000", description = "most questions of a set (default: all)")
    private int limit;

    @Option(
            names = "--repeats",
            defaultValue = "1",
            description = "how often each question is asked (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "chooses questions, their order and the seeds of the sampling (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--fresh",
            description = "asks new questions of the generated sets, made from the seed, instead of the published ones")
    private boolean fresh;

    @Option(
            names = "--bare-temperatures",
            defaultValue = "server,configured",
            description =
                    "temperatures of the bare model, comma-separated: numbers, server for the server's own default,"
                            + " configured for TEMPERATURE (default: ${DEFAULT-VALUE})")
    private String bareTemperatures = "";

    @Option(
            names = "--prompts",
            description = "compares ways to ask the bare model instead of the stack: a file with lines of JSON"
                    + " (name, temperature, system, user with {task} and {query})")
    private @Nullable Path prompts;

    @Option(names = "--output", description = "file for the table, in addition to the screen")
    private @Nullable Path output;

    @Option(names = "--answers", description = "file for all answers, as lines of JSON")
    private @Nullable Path answers;

    @Option(
            names = "--check-again",
            description =
                    "checks the answers of an earlier run with the same --sets, --seed and --fresh instead of asking")
    private @Nullable Path earlierAnswers;

    @Option(names = "--app", required = true, description = "the folder that the stack runs from")
    private @Nullable Path app;

    @Option(names = "--work", required = true, description = "an empty folder for data and logs")
    private @Nullable Path work;

    public static void main(String[] args) {
        System.exit(new CommandLine(new EvalCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (app == null || work == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        List<Question> questions = questions();
        if (earlierAnswers != null) {
            List<Result> results = AnswerLog.read(earlierAnswers, questions);
            List<String> names =
                    results.stream().map(Result::contestant).distinct().sorted().toList();
            print("Answers of an earlier run, checked again", names, results, ModelServer.judge(System.getenv()));
            return 0;
        }
        // a wrong setting shows before the run, not behind it
        ModelServer judge = ModelServer.judge(System.getenv());
        String key = UUID.randomUUID() + "-" + UUID.randomUUID();
        Map<String, String> settings = StackSettings.of(System.getenv(), key);
        Files.createDirectories(work);
        try (StackUnderTest stack =
                StackUnderTest.start(app.toAbsolutePath().normalize(), work.toAbsolutePath(), settings)) {
            ModelServer server = ModelServer.of(settings, stack.localModel());
            List<Contestant> contestants = contestants(server, settings, stack, key);
            List<Result> results = ask(contestants, questions);
            List<String> names = contestants.stream().map(Contestant::name).toList();
            print(
                    "Measured " + LocalDate.now(ZoneOffset.UTC) + ": provider " + server.provider() + ", model "
                            + server.model() + ", each question asked " + repeats + " times",
                    names,
                    results,
                    judge);
        }
        return 0;
    }

    private List<Contestant> contestants(
            ModelServer server, Map<String, String> settings, StackUnderTest stack, String key) throws IOException {
        List<Contestant> contestants = new ArrayList<>();
        if (prompts != null) {
            PromptVariant.read(prompts).forEach(variant -> contestants.add(new BareModel(server, variant, TIMEOUT)));
            return contestants;
        }
        for (String temperature : bareTemperatures.split(",", -1)) {
            contestants.add(new BareModel(server, bare(temperature.strip(), settings), TIMEOUT));
        }
        contestants.add(new StackContestant(stack.gateway(), key, TIMEOUT));
        return contestants;
    }

    private static PromptVariant bare(String temperature, Map<String, String> settings) {
        if (temperature.equals("server")) {
            return PromptVariant.questionOnly("bare", null);
        }
        String set = settings.getOrDefault("TEMPERATURE", "");
        String number = temperature.equals("configured") ? (set.isBlank() ? DEFAULT_TEMPERATURE : set) : temperature;
        return PromptVariant.questionOnly("bare at " + number, Double.valueOf(number));
    }

    /** The stack with each bare model; of several ways to ask, each with the first. */
    private List<Comparison> comparisons(List<String> names) {
        return prompts == null
                ? names.subList(0, names.size() - 1).stream()
                        .map(bare -> new Comparison(names.getLast(), bare))
                        .toList()
                : names.stream()
                        .skip(1)
                        .map(other -> new Comparison(other, names.getFirst()))
                        .toList();
    }

    private List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (QuestionSet set : QuestionSet.of(sets)) {
            questions.addAll(EvalRun.sample(fresh ? set.fresh(seed) : set.published(), limit, seed));
        }
        return questions;
    }

    private List<Result> ask(List<Contestant> contestants, List<Question> questions)
            throws IOException, InterruptedException {
        EvalRun run = new EvalRun(contestants, repeats, seed);
        if (answers == null) {
            return run.ask(questions, result -> {});
        }
        try (AnswerLog log = new AnswerLog(answers)) {
            return run.ask(questions, log::add);
        }
    }

    private void print(String source, List<String> names, List<Result> results, @Nullable ModelServer judge)
            throws IOException, InterruptedException {
        String report = source + ", seed " + seed + (fresh ? ", new questions" : "") + "; 95 % intervals.\n\n"
                + new EvalReport(names, comparisons(names), results, seed).markdown();
        // first, because the judge may take long
        System.out.println(report);
        String judged = judge == null ? "" : judged(names, results, judge);
        System.out.println(judged);
        if (output != null) {
            Files.writeString(output, report + judged);
        }
    }

    private String judged(List<String> names, List<Result> results, ModelServer judge) throws InterruptedException {
        List<JudgedResult> judged = new Judge(judge, JUDGE_TIMEOUT, seed).judge(results);
        return "\nJudged by " + judge.model() + ": scores in %, criteria from 0 to 10.\n\n"
                + new JudgeReport(names, comparisons(names), judged, seed).markdown();
    }
}

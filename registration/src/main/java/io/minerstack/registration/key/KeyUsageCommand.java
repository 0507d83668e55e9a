package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyBudget;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyRules;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.terminal.CliEnvironment;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code key usage}: prints what keys have used, from the ledger of llm-proxy, and what is left of their budgets. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        description = "Prints tokens and money by key, provider and model, and the budgets of today. Days are those of"
                + " UTC.")
final class KeyUsageCommand implements Callable<Integer> {

    private static final List<String> HEAD =
            List.of("NAME", "ID", "PROVIDER", "MODEL", "ATTEMPTS", "INPUT", "OUTPUT", "MONEY");
    private static final List<String> HEAD_BY_DAY =
            List.of("DAY", "NAME", "ID", "PROVIDER", "MODEL", "ATTEMPTS", "INPUT", "OUTPUT", "MONEY");
    private static final Pattern MONEY = Pattern.compile("[0-9]{1,20}([.][0-9]{1,9})?");
    private static final List<String> BUDGET_HEAD = List.of("BUDGET OF", "WINDOW", "", "SPENT", "HELD", "LIMIT");

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only keys of this name (default: all).")
    private @Nullable String name;

    @Option(names = "--from", paramLabel = "DAY", description = "First day (default: the first of this month).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day (default: today).")
    private @Nullable String to;

    @Option(names = "--by-day", description = "One line for each day.")
    private boolean byDay;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of llm-proxy (default: LLM_PROXY_URL, or http://127.0.0.1 with LLM_PROXY_PORT or"
                    + " 8004).")
    private @Nullable String url;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "A file with the body of llm-proxy's GET /usage, or - for standard input, where llm-proxy"
                    + " can't be reached from here.")
    private @Nullable String input;

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeyUsageCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        // API_KEY is no name of the key file, but of the ledger
        KeyArguments.check("NAME", name == null || name.equals("API_KEY") ? null : KeyRules.flawOfName(name));
        Map<String, String> parameters = new LinkedHashMap<>();
        day(parameters, "from", from);
        day(parameters, "to", to);
        checkOrder(parameters);
        if (name != null) {
            parameters.put("name", name);
        }
        JsonNode usage = input == null
                ? UsageSource.ask(address(), parameters, environment.variables().getOrDefault("STACK_SECRET", ""))
                : UsageSource.read(input, environment.folder());
        print(usage);
        return ExitCode.OK.number();
    }

    private static void day(Map<String, String> parameters, String option, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            parameters.put(option, LocalDate.parse(text).toString());
        } catch (DateTimeParseException unreadable) {
            throw KeyArguments.usage("--" + option + ": expected a day such as 2026-01-31");
        }
    }

    /** Llm-proxy takes the first of this month and today for what is missing. */
    private void checkOrder(Map<String, String> parameters) {
        LocalDate today = today();
        LocalDate first = LocalDate.parse(
                parameters.getOrDefault("from", today.withDayOfMonth(1).toString()));
        LocalDate last = LocalDate.parse(parameters.getOrDefault("to", today.toString()));
        if (first.isAfter(last)) {
            throw KeyArguments.usage("There is no day from " + first + " to " + last
                    + (from == null ? ": give --from, too" : to == null ? ": that is after today" : ""));
        }
    }

    private LocalDate today() {
        return environment.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private String address() {
        if (url != null) {
            return url;
        }
        Map<String, String> variables = environment.variables();
        String named = variables.getOrDefault("LLM_PROXY_URL", "").strip();
        String port = variables.getOrDefault("LLM_PROXY_PORT", "").strip();
        return named.isEmpty() ? "http://127.0.0.1:" + (port.isEmpty() ? "8004" : port) : named;
    }

    private void print(JsonNode usage) {
        PrintWriter out = environment.terminal().out();
        Map<List<String>, Sums> sums = new TreeMap<>(Comparator.comparing(group -> String.join("\0", group)));
        Sums all = new Sums();
        for (JsonNode row : usage.path("rows")) {
            sums.computeIfAbsent(group(row), group -> new Sums()).add(row);
            all.add(row);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(byDay ? HEAD_BY_DAY : HEAD);
        sums.forEach((group, sum) -> rows.add(line(group, sum)));
        if (sums.size() > 1) {
            List<String> total = new ArrayList<>(List.of("total", "", "", ""));
            if (byDay) {
                total.add("");
            }
            rows.add(line(total, all));
        }
        out.println("Usage from " + text(usage, "from") + " to " + text(usage, "to"));
        TextTable.print(rows, out);
        printBudgets(usage, out);
        tellWhatIsMissing(usage, all);
        tellOfUnknownName(usage);
        UsageGap.of(usage).forEach(environment.terminal()::note);
    }

    private List<String> group(JsonNode row) {
        List<String> group = new ArrayList<>();
        if (byDay) {
            group.add(text(row, "day"));
        }
        group.addAll(List.of(text(row, "key_name"), text(row, "key_id"), text(row, "provider"), text(row, "model")));
        return group;
    }

    private static List<String> line(List<String> group, Sums sum) {
        List<String> line = new ArrayList<>(group);
        line.addAll(List.of(
                Long.toString(sum.attempts),
                Long.toString(sum.input),
                Long.toString(sum.output),
                sum.money.stripTrailingZeros().toPlainString()));
        return line;
    }

    private void printBudgets(JsonNode usage, PrintWriter out) {
        if (usage.path("budgets").isEmpty()) {
            return;
        }
        Map<String, KeyBudget> limits = limits();
        List<List<String>> rows = new ArrayList<>();
        rows.add(BUDGET_HEAD);
        for (JsonNode budget : usage.path("budgets")) {
            KeyBudget limit = limits.getOrDefault(account(budget), KeyBudget.NONE);
            boolean day = text(budget, "period").equals("day");
            add(rows, budget, "tokens", day ? limit.tokensPerDay() : limit.tokensPerMonth());
            add(rows, budget, "money", day ? limit.moneyPerDay() : limit.moneyPerMonth());
        }
        out.println();
        TextTable.print(rows, out);
    }

    private static void add(List<List<String>> rows, JsonNode budget, String unit, @Nullable Object limit) {
        rows.add(List.of(
                account(budget),
                text(budget, "period") + " of " + text(budget, "starts"),
                unit,
                text(budget, unit + "_spent"),
                text(budget, unit + "_held"),
                limit == null ? "-" : limit.toString()));
    }

    /** Tenant and name; the name alone where llm-proxy counted before budgets had tenants. */
    private static String account(JsonNode budget) {
        return budget.hasNonNull("tenant")
                ? text(budget, "tenant") + "/" + text(budget, "key_name")
                : text(budget, "key_name");
    }

    /** The budgets of the accounts whose keys are valid now. */
    private Map<String, KeyBudget> limits() {
        KeyFile keys = file.read(environment);
        Instant now = environment.clock().instant();
        Map<String, KeyBudget> limits = new TreeMap<>();
        for (KeyFileEntry key : keys.matching(each -> each.statusAt(now) == KeyStatus.VALID)) {
            limits.put(key.tenant() + "/" + key.name(), key.budget());
        }
        return limits;
    }

    private void tellOfUnknownName(JsonNode usage) {
        if (name == null
                || !usage.path("rows").isEmpty()
                || !usage.path("budgets").isEmpty()) {
            return;
        }
        boolean inFile = name.equals("API_KEY")
                || !file.isNamed(environment)
                || !file.read(environment)
                        .matching(key -> key.name().equals(name))
                        .isEmpty();
        environment
                .terminal()
                .note(name + " has used nothing in these days"
                        + (inFile ? "." : ", and the key file has no key of that name (./miner key list has all)."));
    }

    private void tellWhatIsMissing(JsonNode usage, Sums all) {
        if (all.unmeasured > 0) {
            environment
                    .terminal()
                    .note(all.unmeasured
                            + " attempts ended without token counts: their tokens and money are upper bounds.");
        }
        if (all.unpriced > 0) {
            environment
                    .terminal()
                    .note("LLM_PRICES had no price for " + all.unpriced + " attempts: their money is missing.");
        }
        if (usage.path("truncated").asBoolean(false)) {
            environment.terminal().note("There are more rows than these: ask for fewer days, or for one name.");
        }
    }

    /** What the ledger says; names of models are texts of others. */
    private static String text(JsonNode node, String field) {
        return TerminalSafeText.of(node.path(field).asString("-"));
    }

    private static final class Sums {

        private long attempts;
        private long unmeasured;
        private long unpriced;
        private long input;
        private long output;
        private BigDecimal money = BigDecimal.ZERO;

        void add(JsonNode row) {
            attempts += row.path("attempts").asLong(0);
            unmeasured += row.path("unmeasured").asLong(0);
            unpriced += row.path("unpriced").asLong(0);
            input += row.path("input_tokens").asLong(0);
            output += row.path("output_tokens").asLong(0);
            String amount = row.path("money").asString("");
            money = MONEY.matcher(amount).matches() ? money.add(new BigDecimal(amount)) : money;
        }
    }
}

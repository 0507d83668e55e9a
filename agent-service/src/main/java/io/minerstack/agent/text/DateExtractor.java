package io.minerstack.agent.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds an unambiguous date in a folded text: {@code 2024-03-05}, {@code march 5, 2024} or {@code 5th of march 2024},
 * {@code 2024年3月5日}.
 */
public final class DateExtractor {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = "(" + String.join("|", MONTHS) + ")[a-z]{0,6}\\.?";

    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern CJK_DATE =
            Pattern.compile("(\\d{4})\\s?[年년]\\s?(\\d{1,2})\\s?[月월]\\s?(\\d{1,2})\\s?[日일号]");
    private static final Pattern MONTH_FIRST = Pattern.compile(MONTH + " (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)? (?:of )?" + MONTH + ",? (\\d{4})");

    private DateExtractor() {}

    /** The first date, in the order of the patterns; null if there is none or the date does not exist. */
    public static @Nullable LocalDate extract(String folded) {
        FoundDate found = find(folded);
        return found == null ? null : found.date();
    }

    /** As {@link #extract}, with the place of the date. */
    public static @Nullable FoundDate find(String folded) {
        Matcher iso = ISO_DATE.matcher(folded);
        Matcher cjk = CJK_DATE.matcher(folded);
        Matcher monthFirst = MONTH_FIRST.matcher(folded);
        Matcher dayFirst = DAY_FIRST.matcher(folded);
        try {
            if (iso.find()) {
                return new FoundDate(LocalDate.parse(iso.group()), iso.start(), iso.end());
            }
            if (cjk.find()) {
                LocalDate date = LocalDate.of(number(cjk, 1), number(cjk, 2), number(cjk, 3));
                return new FoundDate(date, cjk.start(), cjk.end());
            }
            if (dayFirst.find()) {
                LocalDate date = date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
                return new FoundDate(date, dayFirst.start(), dayFirst.end());
            }
            if (!monthFirst.find()) {
                return null;
            }
            LocalDate date = date(monthFirst.group(3), monthFirst.group(1), monthFirst.group(2));
            return new FoundDate(date, monthFirst.start(), monthFirst.end());
        } catch (DateTimeException noSuchDate) {
            return null;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), MONTHS.indexOf(month) + 1, Integer.parseInt(day));
    }

    /**
     * A date in a text.
     *
     * @param start index of the first character
     * @param end index after the last character
     */
    public record FoundDate(LocalDate date, int start, int end) {}
}

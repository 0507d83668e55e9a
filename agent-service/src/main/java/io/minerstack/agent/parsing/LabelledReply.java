package io.minerstack.agent.parsing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reply that names the fields as labels or elements of plain text: {@code immediate_response: Paris}. */
final class LabelledReply {

    private static final String MARKUP = "[*_#\"`\\- ]{0,6}";
    private static final Pattern RESPONSE = Pattern.compile(
            "^" + MARKUP + "immediate[ _-]?response" + MARKUP + ":[*_]{0,3}\\s{0,4}", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTEBOOK =
            Pattern.compile("\\n" + MARKUP + "notebook" + MARKUP + ":[*_]{0,3}", Pattern.CASE_INSENSITIVE);

    private static final Pattern ELEMENT = Pattern.compile("^<(immediate[_-]?response)>", Pattern.CASE_INSENSITIVE);
    private static final String NOTEBOOK_START = "<notebook>";
    private static final String NOTEBOOK_END = "</notebook>";

    private LabelledReply() {}

    /** The answer behind its label; null where the text does not begin with the label. */
    static @Nullable ParsedResponse read(String text) {
        if (text.startsWith("<")) {
            return elements(text);
        }
        Matcher label = RESPONSE.matcher(text);
        if (!label.find()) {
            return null;
        }
        boolean isHeading = label.group().contains(" r") || label.group().contains(" R");
        Matcher notebook = NOTEBOOK.matcher(text);
        boolean hasNotebook = notebook.find(label.end());
        String document = hasNotebook
                ? AnswerFields.notebook(text.substring(notebook.end()).strip())
                : null;
        if (isHeading && (!hasNotebook || document != null)) {
            // "Immediate response" in words is a heading of other texts, too
            return null;
        }
        return answer(text.substring(label.end(), hasNotebook ? notebook.start() : text.length()), document);
    }

    private static @Nullable ParsedResponse elements(String text) {
        Matcher open = ELEMENT.matcher(text);
        if (!open.find()) {
            return null;
        }
        String close = "</" + open.group(1) + ">";
        int end = text.indexOf(close, open.end());
        if (end < 0) {
            return null;
        }
        String rest = text.substring(end + close.length()).strip();
        if (rest.isEmpty()) {
            return answer(text.substring(open.end(), end), null);
        }
        return rest.startsWith(NOTEBOOK_START) && rest.endsWith(NOTEBOOK_END)
                ? answer(
                        text.substring(open.end(), end),
                        rest.substring(NOTEBOOK_START.length(), rest.length() - NOTEBOOK_END.length()))
                : null;
    }

    private static ParsedResponse answer(String response, @Nullable String notebook) {
        return AnswerFields.answer(
                AnswerFields.decoded(response.strip()),
                AnswerFields.notebook(notebook == null ? null : notebook.strip()),
                ParseStrategy.PLAIN_TEXT);
    }
}

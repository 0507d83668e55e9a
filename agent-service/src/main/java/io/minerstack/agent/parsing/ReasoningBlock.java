package io.minerstack.agent.parsing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The markers between which a family of models writes its reasoning.
 *
 * @param open the marker before the reasoning
 * @param close the marker after the reasoning
 * @param markers which of the two markers a reply may lack
 */
record ReasoningBlock(Pattern open, Pattern close, Markers markers) {

    private static final String TAG_PREFIX = "(?:[a-z]{1,20}[:_]){0,2}";

    private static final String TAG_NAME =
            TAG_PREFIX + "(?:think|(?:ant)?thinking|thoughts?|reasoning|reflection)(?:_fast|_slow|_process)?";

    /** Names that other texts have, too: reasoning only where the reply begins with the opening marker. */
    private static final String LEADING_TAG_NAME = TAG_PREFIX + "(?:reason|analysis|scratchpad|monologue)";

    private static final String TAG_ATTRIBUTES = "(?: [^<>\\n]{0,80})?";

    /** Every known family. The names of tags are general, because each new model brings another one. */
    private static final List<ReasoningBlock> ALL = List.of(
            block("<" + TAG_NAME + TAG_ATTRIBUTES + ">", "</" + TAG_NAME + "\\s?>", Markers.MAY_LACK_OPEN),
            block("<" + LEADING_TAG_NAME + TAG_ATTRIBUTES + ">", "</" + LEADING_TAG_NAME + "\\s?>", Markers.BOTH),
            // Magistral and Ministral
            block("\\[THINK\\]", "\\[/THINK\\]", Markers.MAY_LACK_OPEN),
            // Command A
            block("<\\|START_THINKING\\|>", "<\\|END_THINKING\\|>", Markers.MAY_LACK_OPEN),
            // Kimi
            block("◁think▷", "◁/think▷", Markers.MAY_LACK_OPEN),
            // OpenThinker and Sky-T1
            block("<\\|begin_of_thought\\|>", "<\\|end_of_thought\\|>", Markers.MAY_LACK_OPEN),
            block("<\\|think(?:ing)?\\|>", "<\\|/think(?:ing)?\\|>", Markers.MAY_LACK_OPEN),
            block(
                    "<\\|(?:" + TAG_NAME + "|" + LEADING_TAG_NAME + ")\\|>",
                    "<\\|/(?:" + TAG_NAME + "|" + LEADING_TAG_NAME + ")\\|>",
                    Markers.ONLY_WITH_CLOSE),
            // Apertus
            block("<\\|inner_prefix\\|>", "<\\|inner_suffix\\|>", Markers.MAY_LACK_OPEN),
            // MedGemma
            block("<unused94>", "<unused95>", Markers.MAY_LACK_OPEN),
            // Gemma 4
            block(
                    "<\\|?channel\\|?>\\s?thought\\b",
                    "<channel\\|>(?:\\s?(?:final|response|content)\\b)?",
                    Markers.MAY_LACK_OPEN),
            block("\\|startthink\\|", "\\|endthink\\|", Markers.ONLY_WITH_CLOSE),
            // what the command line of Ollama prints
            block("thinking\\.\\.\\.", "\\.\\.\\.done thinking\\.", Markers.ONLY_WITH_CLOSE),
            // Granite 3.2
            block("here(?: is|'s) my thought process:", "here(?: is|'s) my response:", Markers.BOTH),
            // gpt-oss behind a server that drops special tokens and keeps their names
            new ReasoningBlock(
                    Pattern.compile("(?:assistant)?(?:analysis|commentary)(?=\\p{Lu})"),
                    Pattern.compile("assistantfinal"),
                    Markers.BOTH),
            new ReasoningBlock(
                    Pattern.compile("(?:assistant)?(?:analysis|commentary)(?=\\p{L})"),
                    Pattern.compile("assistantfinal"),
                    Markers.ONLY_WITH_CLOSE));

    /** The characters with which an opening marker can begin: most replies need no look for each of them. */
    private static final String OPENING_CHARACTERS = "<[◁|tThHac";

    /** Every closing marker that a reply may have without the opening one. */
    private static final Pattern UNOPENED_CLOSE = Pattern.compile(
            ALL.stream()
                    .filter(block -> block.markers == Markers.MAY_LACK_OPEN)
                    .map(block -> "(?:" + block.close.pattern() + ")")
                    .collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);

    /**
     * The opening markers that count within a reply, too, where they begin a line or follow a sentence. Thoughts,
     * reasoning and reflection are elements of other texts.
     */
    private static final Pattern LATER_OPEN = Pattern.compile(
            "(?m)(?:^[ \\t]{0,10}|(?<=[.!?…。！？]) ?)(?=<(?:[a-z]{1,20}[:_]){0,2}(?:ant)?think(?:ing)?(?:_fast|_slow)?>"
                    + "|\\[THINK\\]|<\\|START_THINKING\\|>|◁think▷|<\\|begin_of_thought\\|>|<\\|think(?:ing)?\\|>"
                    + "|<\\|inner_prefix\\|>|<unused94>|<\\|channel>\\s?thought\\b)",
            Pattern.CASE_INSENSITIVE);

    private static ReasoningBlock block(String open, String close, Markers markers) {
        int flags = Pattern.CASE_INSENSITIVE;
        return new ReasoningBlock(Pattern.compile(open, flags), Pattern.compile(close, flags), markers);
    }

    /** The block that opens exactly at an index; null if none does. */
    static @Nullable Opening at(ReplyText reply, int from) {
        if (from >= reply.length() || OPENING_CHARACTERS.indexOf(reply.text().charAt(from)) < 0) {
            return null;
        }
        for (ReasoningBlock block : ALL) {
            Matcher matcher = block.open.matcher(reply.text());
            matcher.region(from, reply.length());
            matcher.useTransparentBounds(true);
            if (matcher.lookingAt()) {
                return new Opening(block, from, matcher.end());
            }
        }
        return null;
    }

    /** The next block within the reply, outside of code; null if there is none. */
    static @Nullable Opening nextLater(ReplyText reply, int from) {
        Matcher open = LATER_OPEN.matcher(reply.text());
        for (int at = from; at <= reply.length() && open.find(at); at = open.end() + 1) {
            Opening opening = reply.code().contains(open.end()) ? null : at(reply, open.end());
            if (opening != null) {
                return opening;
            }
        }
        return null;
    }

    /** The index after the last closing marker of any family; {@code from} if there is none. */
    static int afterLastClose(ReplyText reply, int from) {
        int last = from;
        for (ReasoningBlock block : ALL) {
            Matcher closes = block.close.matcher(reply.text());
            for (int at = from; at <= reply.length() && closes.find(at); at = closes.end()) {
                last = Math.max(last, closes.end());
            }
        }
        return last;
    }

    /**
     * The index after the last closing marker without an opening one; {@code from} if there is none.
     *
     * @param afterBlock whether a complete block stands before {@code from}: then only a marker that begins or ends its
     *     line counts, because everything may already be the answer
     */
    static int afterUnopened(ReplyText reply, int from, boolean afterBlock) {
        if (!reply.mayHaveMarkers(from) || !UNOPENED_CLOSE.matcher(reply.text()).find(from)) {
            return from;
        }
        int answer = from;
        for (ReasoningBlock block : ALL) {
            if (block.markers == Markers.MAY_LACK_OPEN) {
                answer = Math.max(answer, block.afterUnopenedClose(reply, from, afterBlock));
            }
        }
        return answer;
    }

    private int afterUnopenedClose(ReplyText reply, int from, boolean afterBlock) {
        int answer = from;
        int depth = 0;
        Matcher opens = open.matcher(reply.text());
        int nextOpen = opens.find(from) ? opens.start() : Integer.MAX_VALUE;
        Matcher closes = close.matcher(reply.text());
        for (int at = from; at <= reply.length() && closes.find(at); at = closes.end()) {
            while (nextOpen < closes.start()) {
                depth += reply.code().contains(nextOpen) || reply.isMention(nextOpen, opens.end()) ? 0 : 1;
                nextOpen = opens.find() ? opens.start() : Integer.MAX_VALUE;
            }
            boolean paired = depth > 0;
            depth -= paired ? 1 : 0;
            boolean atLine = reply.startsLine(closes.start()) || reply.endsLine(closes.end());
            if (!paired
                    && !reply.code().contains(closes.start())
                    && !reply.isMention(closes.start(), closes.end())
                    && (!afterBlock || atLine)) {
                answer = closes.end();
            }
        }
        return answer;
    }

    /** An opening marker that was found. */
    record Opening(ReasoningBlock block, int start, int end) {

        /** Finds the end of the block. */
        Extent extent(ReplyText reply) {
            BlockEnd plain = new BlockEnd();
            BlockEnd mentioned = new BlockEnd();
            int inFence = -1;
            Matcher opens = block.open.matcher(reply.text());
            int nextOpen = find(opens, end);
            Matcher closes = block.close.matcher(reply.text());
            for (int at = end; at <= reply.length() && closes.find(at); at = closes.end()) {
                int close = closes.start();
                for (; nextOpen < close; nextOpen = find(opens, opens.end())) {
                    if (reply.code().contains(nextOpen)) {
                        continue;
                    }
                    if (!reply.isMention(nextOpen, opens.end())) {
                        if (mentioned.isFound()) {
                            // a block of the answer
                            return new Extent(mentionOrEnd(reply, mentioned), false);
                        }
                        plain.open();
                    }
                    mentioned.open();
                }
                if (reply.code().isSpan(close)) {
                    continue;
                }
                if (reply.code().contains(close)) {
                    // reasoning can leave a fence open
                    inFence = inFence < 0 && reply.isWholeLine(close, closes.end()) ? closes.end() : inFence;
                    continue;
                }
                mentioned.close(close, closes.end());
                if (!reply.isMention(close, closes.end())) {
                    plain.close(close, closes.end());
                }
                if (plain.isFound()) {
                    break;
                }
            }
            if (plain.end() >= 0) {
                return new Extent(mentionOrEnd(reply, plain), !plain.isFound());
            }
            if (inFence >= 0) {
                return new Extent(inFence, true);
            }
            if (mentioned.end() < 0) {
                return new Extent(endWithoutClose(), true);
            }
            return new Extent(mentionOrEnd(reply, mentioned), true);
        }

        /** The end of the block where the reply has no closing marker. */
        int endWithoutClose() {
            return block.markers == Markers.ONLY_WITH_CLOSE ? start : Extent.CUT_OFF;
        }

        private int mentionOrEnd(ReplyText reply, BlockEnd blockEnd) {
            return reply.mentionsBoth(end, blockEnd.closeStart(), blockEnd.end()) ? start : blockEnd.end();
        }

        private static int find(Matcher matcher, int from) {
            return matcher.find(from) ? matcher.start() : Integer.MAX_VALUE;
        }
    }

    /**
     * How far a block goes.
     *
     * @param end the index after the block; the start of the opening marker if the text only mentions the markers;
     *     {@link #CUT_OFF} if the reasoning does not end
     * @param readAll whether the whole reply was read for that
     */
    record Extent(int end, boolean readAll) {
        static final int CUT_OFF = -1;
    }

    /** Finds the closing marker of a block that may have blocks of the same family within. */
    private static final class BlockEnd {

        private int depth = 1;
        private int closeStart = -1;
        private int end = -1;

        void open() {
            depth++;
        }

        /** Counts a closing marker. While no marker closes the outer block, the first one is the best known end. */
        void close(int from, int to) {
            if (depth == 0) {
                return;
            }
            depth--;
            if (depth == 0 || end < 0) {
                closeStart = from;
                end = to;
            }
        }

        /** Whether the outer block is closed. */
        boolean isFound() {
            return depth == 0;
        }

        int closeStart() {
            return closeStart;
        }

        /** The index after the block; -1 if there is no closing marker. */
        int end() {
            return end;
        }
    }

    /** The markers that a reply with reasoning has. */
    enum Markers {
        /** A reply without the closing marker is reasoning that was cut off. */
        BOTH,
        /** Chat templates write the opening marker into the prompt, so that a reply may have only the closing one. */
        MAY_LACK_OPEN,
        /** Without the closing marker, the opening one is a word. */
        ONLY_WITH_CLOSE
    }
}

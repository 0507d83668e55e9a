package io.minerstack.agent.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningStripperTests {

    @ParameterizedTest
    @CsvSource({
        // İ has two characters in lower case, which must not move the end of the reasoning
        "<think>İİİİİİİİİ</think>Evet.,Evet.",
        "<Think>hm</THINK> Yes.,Yes.",
        "hm</think>Yes.,Yes.",
        "<think>never ends,''",
    })
    void removesReasoning(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "'Use <s>old</s> for text that was struck out.','Use <s>old</s> for text that was struck out.'",
        "Yes.</s>,Yes.",
        "Yes.<|im_end|>,Yes.",
        "Yes.<|im_end|> <|im_start|>user,Yes.",
        "Yes.<|user|>more,Yes.",
        "Yes.<|endoftext|>Human: more,Yes.",
        "Yes <|im_end|>,Yes <|im_end|>",
        "Yes. <|im_end|><|im_end|>,Yes.",
    })
    void endsAtChatTemplateTokensAndKeepsHtml(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # ggml-org/llama.cpp#16158, vllm-project/vllm#32587: a missing end token
            ~<¦channel¦>analysis<¦message¦>17*23=391.<¦end¦><¦start¦>assistant<¦channel¦>final<¦message¦>391.~ | 391.
            ~<¦channel¦>analysis<¦message¦>17*23=391.<¦channel¦>final<¦message¦>391.<¦return¦>~ | 391.
            ~<¦channel¦>analysis<¦message¦>hm<¦end¦>391.~ | 391.
            ~hm<¦end¦><¦start¦>assistant<¦channel¦>final<¦message¦>391.~ | 391.
            # odysseus-dev/odysseus#4522: the commentary channel is not for the user
            ~<¦channel¦>commentary to=f <¦constrain¦>json<¦message¦>{}<¦call¦><¦channel¦>final<¦message¦>391.~ | 391.
            # oobabooga/textgen#7374, Augustas11/macprovider#743: the server drops the tokens and keeps their names
            analysisWe need one word. And nothing else.assistantfinalfour | four
            # waybarrios/vllm-mlx#599
            ~[THINK]17*20=340[/THINK]391.~ | 391.
            ~17*20=340[/THINK]391.~ | 391.
            # smg-project/smg#306: Command A
            ~<¦START_THINKING¦>hm<¦END_THINKING¦><¦START_RESPONSE¦>391.<¦END_RESPONSE¦>~ | 391.
            # NousResearch/hermes-agent#67632, jundot/omlx#2533: Gemma 4, whose opening marker can be in the prompt
            ~<¦channel>thought hm<channel¦>391.~ | 391.
            ~hm<channel¦>391.<turn¦>~ | 391.
            # vllm-project/vllm#14202: Granite 3.2
            Here is my thought process: 17*23. Here is my response: 391. | 391.
            # deepseek-ai/DeepSeek-R1#352: wide bars in the tokens of DeepSeek
            ~hm</think>391.<｜end▁of▁sentence｜>~ | 391.
            ◁think▷hm◁/think▷391. | 391.
            <seed:think>hm</seed:think>391. | 391.
            ~<think>hm</think><answer>391.</answer>~ | 391.
            ~<¦start_header_id¦>assistant<¦end_header_id¦>391.<¦eot_id¦>~ | 391.
            ~<think>hm</think><think>again</think>391.<end_of_turn>~ | 391.
            """)
    void keepsOnlyTheAnswer(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply.replace('¦', '|'))).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To drop the reasoning, split the text at `</think>` and keep the last part.",
                "To drop the reasoning, split at </think> and keep the last part.",
                "Use this regular expression: `<think>.*?</think>`. It removes the block.",
                "Split at `</s>` or `<|im_end|>`: both end a turn in some templates.",
                "Split at </s> or <|im_end|>: both end a turn in some templates.",
                "A turn ends with <|im_end|>",
                "<|im_start|> begins a turn and <|im_end|> ends it.",
                "<think> and </think> mark the reasoning.",
                "A turn is <|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\nin ChatML.",
                "Harmony writes `<|end|><|start|>assistant<|channel|>final<|message|>` before an answer.",
                "```\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n```\nThat is ChatML.",
                "```html\n<think>\nhm\n</think>\n```\nThat is how it looks.",
                "Mark it with <s>old</s>",
                "analysis of the data shows growth.",
                "AI: a modern approach is a book.",
                "[THINK] is written as a token, and [/THINK] ends the block.",
                "<think> und </think> begrenzen das Denken.",
                "<think> opens the reasoning and </think> closes the block.",
                "<think>, then </think>, in this order.",
                "<think>...</think> is how DeepSeek-R1 marks reasoning.",
                "<analysis> and </analysis> are tags of a prompt.",
                "<|thought|> and <|/thought|> are tokens.",
                "<|thought|> is a token.",
                "The tags are <scratchpad> and </scratchpad>.",
                "Use `<antThinking>hm</antThinking>` for that.",
                "```xml\n<reason>late</reason>\n```\nThis is the element.",
                "The server sends <reason>late</reason> in the body.",
                "Thinking... is a status text."
            })
    void keepsAnAnswerThatMentionsTheMarkers(String answer) {
        assertThat(ReasoningStripper.strip(answer)).isEqualTo(answer);
    }

    @Test
    void keepsAnAnswerAboutTheMarkersAfterReasoningAboutTheMarkers() {
        String answer = "Write `</think>`, then <|im_end|> ends the turn.";

        assertThat(ReasoningStripper.strip("<think>\nA tag `</think>` is asked for.\n</think>\n" + answer))
                .isEqualTo(answer);
        assertThat(ReasoningStripper.strip("<|channel|>analysis<|message|>Is `<|end|>` meant?<|end|>"
                        + "<|start|>assistant<|channel|>final<|message|>" + answer + "<|return|>"))
                .isEqualTo(answer);
    }

    // semperai/amica#174: "<think> Okay, so I need ...", here as models without capitals write
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~<think> okay, 6*7 is 42 </think> the answer is 42~ | the answer is 42
            ~ \t<think> okay, 6*7 is 42 </think> the answer is 42~ | the answer is 42
            ~[THINK] well let me see [/THINK] paris~ | paris
            ~<think>, hm </think> paris~ | paris
            ~<think> is 42 right? yes </think> the answer is 42~ | the answer is 42
            ~<¦START_THINKING¦> hm ok <¦END_THINKING¦> yes, it is~ | yes, it is
            ~<think>a</think><think> b </think> four~ | four
            ~<think> <think> okay </think> b </think> four~ | four
            ~<think> what closes it? </think> so it </think> four~ | so it </think> four
            """)
    void removesReasoningThatBeginsInLowerCase(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply.replace('¦', '|'))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <reason>secret</reason>Paris | Paris
            <reasoning> secret </reasoning> Paris | Paris
            <analysis>secret</analysis>Paris | Paris
            <scratchpad> secret </scratchpad> paris | paris
            <inner_monologue>secret</inner_monologue>Paris | Paris
            ~<antThinking type="x">secret</antThinking>Paris~ | Paris
            <thinking> secret </thinking> paris | paris
            <thought> secret </thought> paris | paris
            ~<¦thought¦>secret<¦/thought¦>Paris~ | Paris
            # NousResearch/hermes-agent#12361, NousResearch/hermes-agent#47195
            <REASONING_SCRATCHPAD>secret</REASONING_SCRATCHPAD>Paris | Paris
            <mm:think>secret</mm:think>Paris | Paris
            # MinLL/SkyrimNet-GamePlugin#371
            <internal_thought>secret</internal_thought>Paris | Paris
            # vectorize-io/hindsight#2195
            ~¦startthink¦secret¦endthink¦Paris~ | Paris
            # attogram/ollama-multirun#15
            ~Thinking... secret ...done thinking. Paris~ | Paris
            # QwenLM/qwen-code#10982: white space before the bracket
            <thinking >secret</thinking >Paris | Paris
            """)
    void removesLeadingTagsOfAnyFamily(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply.replace('¦', '|'))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <think>a<think>b</think>c</think>Four. | Four.
            # UKGovernmentBEIS/inspect_ai#4385
            <think>Outer <think>inner</think> continues</think>Visible text | Visible text
            # OpenWhispr/openwhispr#1617
            <think>a<think>b<think>c</think>d</think>e</think>Answer | Answer
            # QwenLM/qwen-code#10982
            <think></think><think>outer <think>literal</think></think>Done. | Done.
            <scratchpad>a<scratchpad>b</scratchpad>c</scratchpad>Four. | Four.
            # a marker that the chat template has written already
            <think><think>a</think>Four. | Four.
            ~<think>a</think>Four, as <think>b</think> shows.~ | ~Four, as <think>b</think> shows.~
            """)
    void removesNestedReasoning(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }

    // antirez/ds4#678: a second closing marker ends a draft
    @Test
    void endsADraftAtASecondClosingMarker() {
        assertThat(ReasoningStripper.strip("<think>2+2</think>\nI should answer.\n</think>\n\nFour."))
                .isEqualTo("Four.");
        assertThat(ReasoningStripper.strip("2+2</think>\nI should answer.\n</think>\n\nFour."))
                .isEqualTo("Four.");
    }

    @Test
    void readsReasoningThatLeavesAFenceOpen() {
        assertThat(ReasoningStripper.strip("<think>\n```python\nprint(1)\n</think>\nOne."))
                .isEqualTo("One.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<|channel|>analysis<|message|>The user multiplies 17 by",
                "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final",
                "<|channel|>analysis<|message|>hm<|end|><|start|>assis",
                "<|channel|>final<|mess",
                "<|channel|>commentary to=functions.f <|constrain|>json",
                "analysisWe need to answer",
                "[THINK]17*20=340",
                "<|START_THINKING|>hm",
                "Here is my thought process: hm",
                "<scratchpad> secret and"
            })
    void findsNoAnswerInReasoningThatIsCutOff(String reply) {
        assertThat(ReasoningStripper.strip(reply)).isEmpty();
    }

    // QwenLM/Qwen3#1817 and others: a model in a loop opens one block after the other
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>secret</think>",
                "<think>secret</think>\n\n",
                "<think><think>secret</think>",
                "<think>secret <think>b</think> c</think>",
                "<scratchpad>secret</scratchpad>",
                "<|channel|>analysis<|message|>secret<|end|>",
                "[THINK]secret[/THINK]<think>secret</think>",
                "<think>\n```\nsecret\n</think>\n"
            })
    void removesAnyNumberOfBlocks(String block) {
        for (int blocks : new int[] {51, 60, 1_000}) {
            assertThat(ReasoningStripper.strip(block.repeat(blocks) + "\nFour."))
                    .as("%s blocks", blocks)
                    .isEqualTo("Four.");
            assertThat(ReasoningStripper.strip(block.repeat(blocks) + "\n<think>secret"))
                    .as("%s blocks, then one that is cut off", blocks)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~Well.\n<think>secret and~ | Well.
            ~Well.\n\n  <thinking>\nsecret~ | Well.
            ~Well.\n[THINK]secret~ | Well.
            ~Well.\n<¦START_THINKING¦>secret~ | Well.
            ~<think>a</think>\nFour.\n<think>\nsecret~ | Four.
            ~Well.\n<think>secret</think>\nFour.~ | ~Well.\n\nFour.~
            ~Well.\n<think>a <think>secret</think> b</think>\nFour.\n<think>c~ | ~Well.\n\nFour.~
            ~```\n<think>\n```\nThat opens.\n<think>secret~ | ~```\n<think>\n```\nThat opens.~
            ~{"immediate_response":"Four."}\n<think>{"immediate_response":"secret"}~ | {"immediate_response":"Four."}
            """)
    void removesReasoningThatBeginsALaterLine(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply.replace('¦', '|').replace("\\n", "\n")))
                .isEqualTo(answer.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The tag `<think>` opens it.\n`<think>` is written by the template.",
                "It begins with <think> and has no end.",
                "Note:\n<think> opens the reasoning and </think> closes the block.",
                "An example:\n```\n<think>\nhm\n```\nThat is how it looks when cut off.",
                "An example:\n```\n<think>\nhm",
                "- <think> begins the block\n- </think> ends the block",
                "The element:\n<thought>late</thought>\nThat is XML.",
                "{\"immediate_response\":\"Use\n<think>\nhere\"}",
            })
    void keepsAnAnswerThatMentionsTheMarkersInALaterLine(String answer) {
        assertThat(ReasoningStripper.strip(answer)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "<think>a</think>Yes.<think>b</think>,Yes.",
        "Yes. <think>or no?</think>It is.,Yes. It is.",
        "It ends. <think> opens and </think> closes it.,It ends. <think> opens and </think> closes it.",
        "It ends so. <think> has to be closed.,It ends so. <think> has to be closed."
    })
    void removesReasoningThatFollowsASentence(String reply, String answer) {
        assertThat(ReasoningStripper.strip(reply)).isEqualTo(answer);
    }

    /** ollama/ollama#3759: the token between the turns is missing. */
    @Test
    void endsWhereTheNameOfTheNextRoleFollowsTheAnswerAtOnce() {
        assertThat(ReasoningStripper.strip("Paris is in France.assistant\n\nParis is old.user\n\nHow old?"))
                .isEqualTo("Paris is in France.");
        assertThat(ReasoningStripper.strip("She is my boss.\n\nassistant\n\nis the word."))
                .isEqualTo("She is my boss.\n\nassistant\n\nis the word.");
    }
}

package io.minerstack.bench.eval.expectation;

/** All letters are of one case. */
enum LetterCase implements Expectation {
    UPPER {
        @Override
        boolean isOther(int letter) {
            return Character.isLowerCase(letter);
        }
    },
    LOWER {
        @Override
        boolean isOther(int letter) {
            return Character.isUpperCase(letter);
        }
    };

    abstract boolean isOther(int letter);

    @Override
    public boolean isMetBy(AnswerContent answer) {
        String text = answer.response();
        return text.codePoints().anyMatch(Character::isLetter)
                && text.codePoints().noneMatch(this::isOther);
    }
}

package dev.millrace.orchestrator.definition;

/** Text that may be read so many times only, since a pattern can take forever on a short one. */
final class ReadingLimit implements CharSequence {

    private static final int MOST = 2_000_000;

    private final CharSequence text;
    private int readings;

    ReadingLimit(CharSequence text) {
        this.text = text;
    }

    /** The text was read too often. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public char charAt(int index) {
        if (++readings > MOST) {
            throw new Exceeded();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

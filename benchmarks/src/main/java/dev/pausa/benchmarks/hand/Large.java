package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** Machines with many places to pause: what is sent is added up, with one of twelve counters at each place. */
public final class Large {
    private Large() {}

    /** Makes one with so many places. */
    public static ReturnedFrame of(int pauses, int rounds) {
        return switch (pauses) {
            case 10 -> new Of10(rounds);
            case 60 -> new Of60(rounds);
            case 200 -> new Of200(rounds);
            default -> throw new IllegalArgumentException("nobody has written one of " + pauses);
        };
    }

    private abstract static class Counters extends ReturnedFrame {
        int v0;
        int v1;
        int v2;
        int v3;
        int v4;
        int v5;
        int v6;
        int v7;
        int v8;
        int v9;
        int v10;
        int v11;
        int s;
        int left;

        Counters(int rounds) {
            left = rounds;
        }

        int total() {
            return s + v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11;
        }
    }

    private static final class Of10 extends Counters {
        Of10(int rounds) {
            super(rounds);
        }

        @Override
        public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            int point = state;
            switch (point) {
                case 0 -> s = 0;
                case 1 -> s += (Integer) sent + v0++;
                case 2 -> s += (Integer) sent + v1++;
                case 3 -> s += (Integer) sent + v2++;
                case 4 -> s += (Integer) sent + v3++;
                case 5 -> s += (Integer) sent + v4++;
                case 6 -> s += (Integer) sent + v5++;
                case 7 -> s += (Integer) sent + v6++;
                case 8 -> s += (Integer) sent + v7++;
                case 9 -> s += (Integer) sent + v8++;
                case 10 -> s += (Integer) sent + v9++;
                default -> throw new IllegalStateException();
            }
            if (point == 10) {
                if (--left == 0) {
                    state = DONE;
                    return total();
                }
                point = 0;
            }
            pause(chain, point + 1);
            return null;
        }
    }

    private static final class Of60 extends Counters {
        Of60(int rounds) {
            super(rounds);
        }

        @Override
        public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            int point = state;
            switch (point) {
                case 0 -> s = 0;
                case 1 -> s += (Integer) sent + v0++;
                case 2 -> s += (Integer) sent + v1++;
                case 3 -> s += (Integer) sent + v2++;
                case 4 -> s += (Integer) sent + v3++;
                case 5 -> s += (Integer) sent + v4++;
                case 6 -> s += (Integer) sent + v5++;
                case 7 -> s += (Integer) sent + v6++;
                case 8 -> s += (Integer) sent + v7++;
                case 9 -> s += (Integer) sent + v8++;
                case 10 -> s += (Integer) sent + v9++;
                case 11 -> s += (Integer) sent + v10++;
                case 12 -> s += (Integer) sent + v11++;
                case 13 -> s += (Integer) sent + v0++;
                case 14 -> s += (Integer) sent + v1++;
                case 15 -> s += (Integer) sent + v2++;
                case 16 -> s += (Integer) sent + v3++;
                case 17 -> s += (Integer) sent + v4++;
                case 18 -> s += (Integer) sent + v5++;
                case 19 -> s += (Integer) sent + v6++;
                case 20 -> s += (Integer) sent + v7++;
                case 21 -> s += (Integer) sent + v8++;
                case 22 -> s += (Integer) sent + v9++;
                case 23 -> s += (Integer) sent + v10++;
                case 24 -> s += (Integer) sent + v11++;
                case 25 -> s += (Integer) sent + v0++;
                case 26 -> s += (Integer) sent + v1++;
                case 27 -> s += (Integer) sent + v2++;
                case 28 -> s += (Integer) sent + v3++;
                case 29 -> s += (Integer) sent + v4++;
                case 30 -> s += (Integer) sent + v5++;
                case 31 -> s += (Integer) sent + v6++;
                case 32 -> s += (Integer) sent + v7++;
                case 33 -> s += (Integer) sent + v8++;
                case 34 -> s += (Integer) sent + v9++;
                case 35 -> s += (Integer) sent + v10++;
                case 36 -> s += (Integer) sent + v11++;
                case 37 -> s += (Integer) sent + v0++;
                case 38 -> s += (Integer) sent + v1++;
                case 39 -> s += (Integer) sent + v2++;
                case 40 -> s += (Integer) sent + v3++;
                case 41 -> s += (Integer) sent + v4++;
                case 42 -> s += (Integer) sent + v5++;
                case 43 -> s += (Integer) sent + v6++;
                case 44 -> s += (Integer) sent + v7++;
                case 45 -> s += (Integer) sent + v8++;
                case 46 -> s += (Integer) sent + v9++;
                case 47 -> s += (Integer) sent + v10++;
                case 48 -> s += (Integer) sent + v11++;
                case 49 -> s += (Integer) sent + v0++;
                case 50 -> s += (Integer) sent + v1++;
                case 51 -> s += (Integer) sent + v2++;
                case 52 -> s += (Integer) sent + v3++;
                case 53 -> s += (Integer) sent + v4++;
                case 54 -> s += (Integer) sent + v5++;
                case 55 -> s += (Integer) sent + v6++;
                case 56 -> s += (Integer) sent + v7++;
                case 57 -> s += (Integer) sent + v8++;
                case 58 -> s += (Integer) sent + v9++;
                case 59 -> s += (Integer) sent + v10++;
                case 60 -> s += (Integer) sent + v11++;
                default -> throw new IllegalStateException();
            }
            if (point == 60) {
                if (--left == 0) {
                    state = DONE;
                    return total();
                }
                point = 0;
            }
            pause(chain, point + 1);
            return null;
        }
    }

    private static final class Of200 extends Counters {
        Of200(int rounds) {
            super(rounds);
        }

        @Override
        public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            int point = state;
            switch (point) {
                case 0 -> s = 0;
                case 1 -> s += (Integer) sent + v0++;
                case 2 -> s += (Integer) sent + v1++;
                case 3 -> s += (Integer) sent + v2++;
                case 4 -> s += (Integer) sent + v3++;
                case 5 -> s += (Integer) sent + v4++;
                case 6 -> s += (Integer) sent + v5++;
                case 7 -> s += (Integer) sent + v6++;
                case 8 -> s += (Integer) sent + v7++;
                case 9 -> s += (Integer) sent + v8++;
                case 10 -> s += (Integer) sent + v9++;
                case 11 -> s += (Integer) sent + v10++;
                case 12 -> s += (Integer) sent + v11++;
                case 13 -> s += (Integer) sent + v0++;
                case 14 -> s += (Integer) sent + v1++;
                case 15 -> s += (Integer) sent + v2++;
                case 16 -> s += (Integer) sent + v3++;
                case 17 -> s += (Integer) sent + v4++;
                case 18 -> s += (Integer) sent + v5++;
                case 19 -> s += (Integer) sent + v6++;
                case 20 -> s += (Integer) sent + v7++;
                case 21 -> s += (Integer) sent + v8++;
                case 22 -> s += (Integer) sent + v9++;
                case 23 -> s += (Integer) sent + v10++;
                case 24 -> s += (Integer) sent + v11++;
                case 25 -> s += (Integer) sent + v0++;
                case 26 -> s += (Integer) sent + v1++;
                case 27 -> s += (Integer) sent + v2++;
                case 28 -> s += (Integer) sent + v3++;
                case 29 -> s += (Integer) sent + v4++;
                case 30 -> s += (Integer) sent + v5++;
                case 31 -> s += (Integer) sent + v6++;
                case 32 -> s += (Integer) sent + v7++;
                case 33 -> s += (Integer) sent + v8++;
                case 34 -> s += (Integer) sent + v9++;
                case 35 -> s += (Integer) sent + v10++;
                case 36 -> s += (Integer) sent + v11++;
                case 37 -> s += (Integer) sent + v0++;
                case 38 -> s += (Integer) sent + v1++;
                case 39 -> s += (Integer) sent + v2++;
                case 40 -> s += (Integer) sent + v3++;
                case 41 -> s += (Integer) sent + v4++;
                case 42 -> s += (Integer) sent + v5++;
                case 43 -> s += (Integer) sent + v6++;
                case 44 -> s += (Integer) sent + v7++;
                case 45 -> s += (Integer) sent + v8++;
                case 46 -> s += (Integer) sent + v9++;
                case 47 -> s += (Integer) sent + v10++;
                case 48 -> s += (Integer) sent + v11++;
                case 49 -> s += (Integer) sent + v0++;
                case 50 -> s += (Integer) sent + v1++;
                case 51 -> s += (Integer) sent + v2++;
                case 52 -> s += (Integer) sent + v3++;
                case 53 -> s += (Integer) sent + v4++;
                case 54 -> s += (Integer) sent + v5++;
                case 55 -> s += (Integer) sent + v6++;
                case 56 -> s += (Integer) sent + v7++;
                case 57 -> s += (Integer) sent + v8++;
                case 58 -> s += (Integer) sent + v9++;
                case 59 -> s += (Integer) sent + v10++;
                case 60 -> s += (Integer) sent + v11++;
                case 61 -> s += (Integer) sent + v0++;
                case 62 -> s += (Integer) sent + v1++;
                case 63 -> s += (Integer) sent + v2++;
                case 64 -> s += (Integer) sent + v3++;
                case 65 -> s += (Integer) sent + v4++;
                case 66 -> s += (Integer) sent + v5++;
                case 67 -> s += (Integer) sent + v6++;
                case 68 -> s += (Integer) sent + v7++;
                case 69 -> s += (Integer) sent + v8++;
                case 70 -> s += (Integer) sent + v9++;
                case 71 -> s += (Integer) sent + v10++;
                case 72 -> s += (Integer) sent + v11++;
                case 73 -> s += (Integer) sent + v0++;
                case 74 -> s += (Integer) sent + v1++;
                case 75 -> s += (Integer) sent + v2++;
                case 76 -> s += (Integer) sent + v3++;
                case 77 -> s += (Integer) sent + v4++;
                case 78 -> s += (Integer) sent + v5++;
                case 79 -> s += (Integer) sent + v6++;
                case 80 -> s += (Integer) sent + v7++;
                case 81 -> s += (Integer) sent + v8++;
                case 82 -> s += (Integer) sent + v9++;
                case 83 -> s += (Integer) sent + v10++;
                case 84 -> s += (Integer) sent + v11++;
                case 85 -> s += (Integer) sent + v0++;
                case 86 -> s += (Integer) sent + v1++;
                case 87 -> s += (Integer) sent + v2++;
                case 88 -> s += (Integer) sent + v3++;
                case 89 -> s += (Integer) sent + v4++;
                case 90 -> s += (Integer) sent + v5++;
                case 91 -> s += (Integer) sent + v6++;
                case 92 -> s += (Integer) sent + v7++;
                case 93 -> s += (Integer) sent + v8++;
                case 94 -> s += (Integer) sent + v9++;
                case 95 -> s += (Integer) sent + v10++;
                case 96 -> s += (Integer) sent + v11++;
                case 97 -> s += (Integer) sent + v0++;
                case 98 -> s += (Integer) sent + v1++;
                case 99 -> s += (Integer) sent + v2++;
                case 100 -> s += (Integer) sent + v3++;
                case 101 -> s += (Integer) sent + v4++;
                case 102 -> s += (Integer) sent + v5++;
                case 103 -> s += (Integer) sent + v6++;
                case 104 -> s += (Integer) sent + v7++;
                case 105 -> s += (Integer) sent + v8++;
                case 106 -> s += (Integer) sent + v9++;
                case 107 -> s += (Integer) sent + v10++;
                case 108 -> s += (Integer) sent + v11++;
                case 109 -> s += (Integer) sent + v0++;
                case 110 -> s += (Integer) sent + v1++;
                case 111 -> s += (Integer) sent + v2++;
                case 112 -> s += (Integer) sent + v3++;
                case 113 -> s += (Integer) sent + v4++;
                case 114 -> s += (Integer) sent + v5++;
                case 115 -> s += (Integer) sent + v6++;
                case 116 -> s += (Integer) sent + v7++;
                case 117 -> s += (Integer) sent + v8++;
                case 118 -> s += (Integer) sent + v9++;
                case 119 -> s += (Integer) sent + v10++;
                case 120 -> s += (Integer) sent + v11++;
                case 121 -> s += (Integer) sent + v0++;
                case 122 -> s += (Integer) sent + v1++;
                case 123 -> s += (Integer) sent + v2++;
                case 124 -> s += (Integer) sent + v3++;
                case 125 -> s += (Integer) sent + v4++;
                case 126 -> s += (Integer) sent + v5++;
                case 127 -> s += (Integer) sent + v6++;
                case 128 -> s += (Integer) sent + v7++;
                case 129 -> s += (Integer) sent + v8++;
                case 130 -> s += (Integer) sent + v9++;
                case 131 -> s += (Integer) sent + v10++;
                case 132 -> s += (Integer) sent + v11++;
                case 133 -> s += (Integer) sent + v0++;
                case 134 -> s += (Integer) sent + v1++;
                case 135 -> s += (Integer) sent + v2++;
                case 136 -> s += (Integer) sent + v3++;
                case 137 -> s += (Integer) sent + v4++;
                case 138 -> s += (Integer) sent + v5++;
                case 139 -> s += (Integer) sent + v6++;
                case 140 -> s += (Integer) sent + v7++;
                case 141 -> s += (Integer) sent + v8++;
                case 142 -> s += (Integer) sent + v9++;
                case 143 -> s += (Integer) sent + v10++;
                case 144 -> s += (Integer) sent + v11++;
                case 145 -> s += (Integer) sent + v0++;
                case 146 -> s += (Integer) sent + v1++;
                case 147 -> s += (Integer) sent + v2++;
                case 148 -> s += (Integer) sent + v3++;
                case 149 -> s += (Integer) sent + v4++;
                case 150 -> s += (Integer) sent + v5++;
                case 151 -> s += (Integer) sent + v6++;
                case 152 -> s += (Integer) sent + v7++;
                case 153 -> s += (Integer) sent + v8++;
                case 154 -> s += (Integer) sent + v9++;
                case 155 -> s += (Integer) sent + v10++;
                case 156 -> s += (Integer) sent + v11++;
                case 157 -> s += (Integer) sent + v0++;
                case 158 -> s += (Integer) sent + v1++;
                case 159 -> s += (Integer) sent + v2++;
                case 160 -> s += (Integer) sent + v3++;
                case 161 -> s += (Integer) sent + v4++;
                case 162 -> s += (Integer) sent + v5++;
                case 163 -> s += (Integer) sent + v6++;
                case 164 -> s += (Integer) sent + v7++;
                case 165 -> s += (Integer) sent + v8++;
                case 166 -> s += (Integer) sent + v9++;
                case 167 -> s += (Integer) sent + v10++;
                case 168 -> s += (Integer) sent + v11++;
                case 169 -> s += (Integer) sent + v0++;
                case 170 -> s += (Integer) sent + v1++;
                case 171 -> s += (Integer) sent + v2++;
                case 172 -> s += (Integer) sent + v3++;
                case 173 -> s += (Integer) sent + v4++;
                case 174 -> s += (Integer) sent + v5++;
                case 175 -> s += (Integer) sent + v6++;
                case 176 -> s += (Integer) sent + v7++;
                case 177 -> s += (Integer) sent + v8++;
                case 178 -> s += (Integer) sent + v9++;
                case 179 -> s += (Integer) sent + v10++;
                case 180 -> s += (Integer) sent + v11++;
                case 181 -> s += (Integer) sent + v0++;
                case 182 -> s += (Integer) sent + v1++;
                case 183 -> s += (Integer) sent + v2++;
                case 184 -> s += (Integer) sent + v3++;
                case 185 -> s += (Integer) sent + v4++;
                case 186 -> s += (Integer) sent + v5++;
                case 187 -> s += (Integer) sent + v6++;
                case 188 -> s += (Integer) sent + v7++;
                case 189 -> s += (Integer) sent + v8++;
                case 190 -> s += (Integer) sent + v9++;
                case 191 -> s += (Integer) sent + v10++;
                case 192 -> s += (Integer) sent + v11++;
                case 193 -> s += (Integer) sent + v0++;
                case 194 -> s += (Integer) sent + v1++;
                case 195 -> s += (Integer) sent + v2++;
                case 196 -> s += (Integer) sent + v3++;
                case 197 -> s += (Integer) sent + v4++;
                case 198 -> s += (Integer) sent + v5++;
                case 199 -> s += (Integer) sent + v6++;
                case 200 -> s += (Integer) sent + v7++;
                default -> throw new IllegalStateException();
            }
            if (point == 200) {
                if (--left == 0) {
                    state = DONE;
                    return total();
                }
                point = 0;
            }
            pause(chain, point + 1);
            return null;
        }
    }
}

package dev.pausa.peers;

/** What a process has used. */
record Used(double cpuNanos, double allocatedBytes) {
    static Used of(String[] words) {
        return new Used(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    Used since(Used before) {
        return new Used(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}

#pragma once

#include <atomic>

namespace actlab::cmd {

/// From now on the first SIGINT, SIGTERM or SIGUSR1 only raises the returned flag; a second SIGINT or SIGTERM ends the
/// program at once.
const std::atomic<bool>& watch_signals();

/// The signal that raised the flag, or 0.
int caught_signal();

/// Ends the program after work was stopped by the caught signal and saved: SIGUSR1 by the exit code "try again", the
/// others as end_by_signal.
[[noreturn]] void end_stopped();

/// Ends the program by the signal it caught, as shells and batch systems expect.
[[noreturn]] void end_by_signal(int signal);

}  // namespace actlab::cmd

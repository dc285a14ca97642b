#pragma once

#include <atomic>

namespace actlab::cmd {

/// From now on SIGINT, SIGTERM, SIGUSR1 and SIGHUP are taken by a thread of their own, which undoes what is half done
/// (temporary files and directories, gnuplot's processes) before they end the program. Called once, before any other
/// thread is there.
void tend_signals();

/// From now on the first SIGINT, SIGTERM or SIGUSR1 only raises the returned flag; a second SIGINT or SIGTERM ends the
/// program at once.
const std::atomic<bool>& watch_signals();

/// Does not return where a signal is ending the program: what fails then, fails because its files are being removed.
void give_way_to_signal();

/// The signal that raised the flag, or 0.
int caught_signal();

/// Ends the program after work was stopped by the caught signal and saved: SIGUSR1 by the exit code "try again", the
/// others as end_by_signal.
[[noreturn]] void end_stopped();

/// Ends the program by the signal, as shells and batch systems expect.
[[noreturn]] void end_by_signal(int signal);

}  // namespace actlab::cmd

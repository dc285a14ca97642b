#include "console/signals.hpp"

#include <csignal>
#include <cstdlib>
#include <initializer_list>

#include "console/error_text.hpp"

namespace actlab::cmd {
namespace {

// A handler can reach nothing but globals.
std::atomic<bool> stop{false};
std::atomic<int> first_signal{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void on_signal(int signal) {
  int none = 0;
  if (!first_signal.compare_exchange_strong(none, signal) && signal != SIGUSR1) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  stop = true;
}

}  // namespace

const std::atomic<bool>& watch_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
  return stop;
}

int caught_signal() { return first_signal; }

void end_by_signal(int signal) {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::abort();  // not reached: the default action ends the program
}

void end_stopped() {
  if (caught_signal() == SIGUSR1) std::exit(exit_code(ErrorKind::try_again));
  end_by_signal(caught_signal());
}

}  // namespace actlab::cmd

#include "console/signals.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "console/error_text.hpp"
#include "file/undo.hpp"

namespace actlab::cmd {
namespace {

std::atomic<bool> stop{false};
std::atomic<bool> watched{false};
std::atomic<bool> ending{false};
std::atomic<int> first_signal{0};

sigset_t tended_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals, signal);
  // nohup has it ignored.
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler == SIG_DFL) sigaddset(&signals, SIGHUP);
  return signals;
}

[[noreturn]] void tend(const sigset_t& signals) {
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    int none = 0;
    const bool first = first_signal.compare_exchange_strong(none, signal);
    stop = true;
    if (watched && signal != SIGHUP && (first || signal == SIGUSR1)) continue;
    ending = true;
    undo_all();
    end_by_signal(signal);
  }
}

}  // namespace

void tend_signals() {
  const sigset_t signals = tended_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(tend, signals).detach();
}

const std::atomic<bool>& watch_signals() {
  watched = true;
  return stop;
}

void give_way_to_signal() {
  while (ending) ::pause();
}

int caught_signal() { return first_signal; }

void end_by_signal(int signal) {
  std::signal(signal, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  std::raise(signal);
  std::abort();  // not reached: the default action ends the program
}

void end_stopped() {
  if (caught_signal() == SIGUSR1) std::exit(exit_code(ErrorKind::try_again));
  end_by_signal(caught_signal());
}

}  // namespace actlab::cmd

#include "console/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "console/terminal.hpp"

namespace actlab::cmd {

void ProgressLine::draw(const Progress& progress) {
  const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const double share = progress.samples_total == 0
                           ? 1.0
                           : static_cast<double>(progress.samples_done) / static_cast<double>(progress.samples_total);
  const double rate = static_cast<double>(progress.samples_done) / std::max(elapsed, 1e-3);
  const std::string left = share > 0 ? duration_text(elapsed * (1 - share) / share) + " left" : "";
  const std::string text = fmt::format("\r\x1b[K{}{:3.0f} %  cell {} of {}  {} samples/s  {}", what_, 100 * share,
                                       progress.cells_done, progress.cells_total, count_text(rate), left);
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressLine::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace actlab::cmd

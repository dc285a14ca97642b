#pragma once

#include <chrono>
#include <string>

#include "experiment/runner.hpp"

namespace actlab::cmd {

/// Redraws one line on the terminal with what is done and how long the rest will take.
class ProgressLine {
 public:
  /// `what` stands before the numbers.
  explicit ProgressLine(std::string what = {}) : what_(std::move(what)) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  void draw(const Progress& progress);
  void clear();

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::string what_;
  bool drawn_ = false;
};

}  // namespace actlab::cmd

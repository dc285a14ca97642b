#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analysis/compare.hpp"

namespace actlab::cmd {

/// The flags that say what is compared with what, as they were given; empty where they were not.
struct ComparisonFlags {
  std::vector<std::string> directories;
  std::string by;
  std::string metric;
  std::string baseline;
  std::string target;
  std::string smallest;
  std::string choose;
  bool by_validation = false;
  std::vector<std::string> where;
};

/// Adds DIR... and the flags of what is compared to a verb.
void add_comparison_flags(CLI::App& verb, ComparisonFlags& flags);

/// Throws Error (usage).
ComparisonRequest read_request(const ComparisonFlags& flags);

}  // namespace actlab::cmd

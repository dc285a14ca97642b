#include "file/memory.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string_view>

#include "actlab/error.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr double unlimited = std::numeric_limits<double>::infinity();

// The number behind a key of a file like /proc/meminfo; the first word of the file where the key is empty.
std::optional<double> number_in(const fs::path& file, std::string_view key = {}) {
  std::ifstream lines(file);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string word;
    if (!key.empty() && (!(words >> word) || word != key)) continue;
    double number = 0;
    if (words >> number) return number;
    return std::nullopt;
  }
  return std::nullopt;
}

double left_on_the_machine() {
  const auto kib = number_in("/proc/meminfo", "MemAvailable:");
  return kib ? *kib * 1024 : unlimited;
}

double left_of_address_space() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
  const double used = number_in("/proc/self/statm").value_or(0) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  return static_cast<double>(limit.rlim_cur) - used;
}

// Names of the files in which a version of control groups keeps a group's numbers.
struct GroupFiles {
  const char* root;
  const char* limit;
  const char* usage;
  const char* reclaimable;  // of memory.stat: pages of files that are given up first
};
constexpr GroupFiles version_1{"/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
                               "total_inactive_file"};
constexpr GroupFiles version_2{"/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"};

// What a group and those that it is part of leave. In a container its path may not be visible, and the root is its own.
double left_of_groups(const GroupFiles& files, const fs::path& group) {
  double left = unlimited;
  for (fs::path part = group;; part = part.parent_path()) {
    const fs::path directory = fs::path(files.root) / part.relative_path();
    const auto limit = number_in(directory / files.limit);
    const auto usage = number_in(directory / files.usage);
    if (limit && usage) {
      const double reclaimable = number_in(directory / "memory.stat", files.reclaimable).value_or(0);
      left = std::min(left, *limit - *usage + reclaimable);
    }
    if (!part.has_relative_path()) return left;
  }
}

double left_of_control_groups() {
  double left = unlimited;
  std::ifstream groups("/proc/self/cgroup");  // lines like 4:memory:/path, or 0::/path of version 2
  std::string line;
  while (std::getline(groups, line)) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const fs::path group = line.substr(second + 1);
    if (controllers.empty()) left = std::min(left, left_of_groups(version_2, group));
    if (controllers == "memory") left = std::min(left, left_of_groups(version_1, group));
  }
  return left;
}

}  // namespace

double available_memory() {
  return std::max(0.0, std::min({left_on_the_machine(), left_of_address_space(), left_of_control_groups()}));
}

void require_memory(double bytes, std::string where, std::string what, std::string remedy) {
  const double left = available_memory();
  if (bytes <= left) return;
  throw Error(
      ErrorKind::usage, std::move(where),
      fmt::format("{} would take {} of memory, and {} are left", what, text::size_text(bytes), text::size_text(left)),
      std::move(remedy));
}

}  // namespace actlab

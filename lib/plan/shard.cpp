#include "plan/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "actlab/error.hpp"
#include "file/path.hpp"
#include "plan/cost.hpp"
#include "record/results_files.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::int64_t most_shards = 100'000;

struct BatchSystem {
  const char* variable;
  const char* name;
  std::int64_t first;  // the index of an array's first task
};
constexpr std::array<BatchSystem, 5> batch_systems{{{"SLURM_ARRAY_TASK_ID", "Slurm", 1},
                                                    {"PBS_ARRAY_INDEX", "PBS", 1},
                                                    {"SGE_TASK_ID", "Grid Engine", 1},
                                                    {"JOB_COMPLETION_INDEX", "Kubernetes", 0},
                                                    {"AWS_BATCH_JOB_ARRAY_INDEX", "AWS Batch", 0}}};

// Grid Engine sets its variable to "undefined" outside of arrays.
bool is_set(const char* value) { return value != nullptr && *value != '\0' && std::string_view(value) != "undefined"; }

std::string variable_names() {
  std::vector<std::string> names;
  for (const BatchSystem& system : batch_systems) names.emplace_back(system.variable);
  return text::enumeration(names, "or");
}

ChosenShard shard_from_environment(std::size_t count, std::string_view where,
                                   const std::function<const char*(const char*)>& environment) {
  const BatchSystem* found = nullptr;
  for (const BatchSystem& system : batch_systems) {
    if (!is_set(environment(system.variable))) continue;
    if (found != nullptr) {
      throw Error(ErrorKind::usage, std::string(where),
                  fmt::format("both {} and {} are set", found->variable, system.variable),
                  fmt::format("give the shard by its number, like 1/{}", count));
    }
    found = &system;
  }
  if (found == nullptr) {
    throw Error(ErrorKind::usage, std::string(where), "no batch system's array index is set",
                fmt::format("give the shard by its number, like 1/{}, or set {}", count, variable_names()));
  }
  const std::string value = environment(found->variable);
  const auto index = text::parse_integer(value);
  const std::int64_t last = found->first + static_cast<std::int64_t>(count) - 1;
  if (!index || *index < found->first || *index > last) {
    throw Error(ErrorKind::usage, found->variable, text::quoted(value) + " is no index of " + std::to_string(count),
                fmt::format("submit the {} array with the indices {} to {}", found->name, found->first, last));
  }
  return {{static_cast<std::size_t>(*index - found->first + 1), count}, fmt::format("{}={}", found->variable, value)};
}

[[noreturn]] void refuse_shard(std::string_view text, std::string_view where) {
  throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed",
              fmt::format("give one of the shards like 3/16, or auto/16 in an array job; at most {}", most_shards));
}

std::optional<Shard> parse_shard(std::string_view index_text, std::string_view count_text) {
  const auto index = text::parse_integer(index_text);
  const auto count = text::parse_integer(count_text);
  if (!index || !count || *index < 1 || *index > *count || *count > most_shards) return std::nullopt;
  return Shard{static_cast<std::size_t>(*index), static_cast<std::size_t>(*count)};
}

std::string directory_suffix(const Shard& shard) {
  const std::string count = std::to_string(shard.count);
  return fmt::format("-shard-{:0{}}-of-{}", shard.index, count.size(), count);
}

}  // namespace

std::string shard_text(const Shard& shard) { return fmt::format("{}/{}", shard.index, shard.count); }

ChosenShard read_shard(std::string_view text, std::string_view where,
                       const std::function<const char*(const char*)>& environment) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) refuse_shard(text, where);
  const bool automatic = text.substr(0, slash) == "auto";
  const auto shard = parse_shard(automatic ? "1" : text.substr(0, slash), text.substr(slash + 1));
  if (!shard) refuse_shard(text, where);
  if (automatic) return shard_from_environment(shard->count, where, environment);
  return {*shard, ""};
}

std::optional<Shard> shard_of(const RecordedFiles& results) {
  const std::string name(shard_file);
  if (!results.has(name)) return std::nullopt;
  std::string text = results.read(name);
  if (text.ends_with('\n')) text.pop_back();
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto shard = parse_shard(text.substr(0, slash), slash < text.size() ? text.substr(slash + 1) : "");
  if (shard) return shard;
  throw Error(ErrorKind::bad_data, (results.directory() / name).string(), "names no shard",
              "train the shard again with `force`");
}

std::vector<std::size_t> assign_shards(const std::vector<Cell>& cells, std::int64_t replicates, std::size_t shards) {
  std::vector<double> cost;
  for (const Cell& cell : cells) cost.push_back(training_cost(cell, replicates));
  std::vector<std::size_t> order(cells.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return cost[a] != cost[b] ? cost[a] > cost[b] : cells[a].id < cells[b].id;
  });
  std::set<std::pair<double, std::size_t>> loads;  // what each shard has, and its number
  for (std::size_t shard = 1; shard <= shards; ++shard) loads.emplace(0.0, shard);
  std::vector<std::size_t> assigned(cells.size());
  for (const std::size_t cell : order) {
    const auto [load, shard] = *loads.begin();
    loads.erase(loads.begin());
    loads.emplace(load + cost[cell], shard);
    assigned[cell] = shard;
  }
  return assigned;
}

std::vector<Cell> cells_of_shard(const std::vector<Cell>& cells, std::int64_t replicates, const Shard& shard) {
  const std::vector<std::size_t> assigned = assign_shards(cells, replicates, shard.count);
  std::vector<Cell> own;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (assigned[i] == shard.index) own.push_back(cells[i]);
  }
  return own;
}

std::filesystem::path shard_directory(const std::filesystem::path& whole, const Shard& shard) {
  return file::without_trailing_slash(whole).string() + directory_suffix(shard);
}

std::optional<std::filesystem::path> whole_directory(const std::filesystem::path& path, const Shard& shard) {
  const std::string name = file::without_trailing_slash(path).string();
  const std::string suffix = directory_suffix(shard);
  if (name.size() <= suffix.size() || !name.ends_with(suffix)) return std::nullopt;
  return name.substr(0, name.size() - suffix.size());
}

}  // namespace actlab

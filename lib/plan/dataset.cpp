#include "actlab/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "arithmetic/philox.hpp"
#include "data/catalogue.hpp"
#include "data/features.hpp"
#include "data/function_data.hpp"
#include "data/generators.hpp"
#include "data/idx.hpp"
#include "data/share.hpp"
#include "data/table_file.hpp"
#include "file/input_file.hpp"
#include "plan/dataset_kind.hpp"
#include "playground/points.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

// Whether a path leads to whatever the process was started with, another file each time.
bool is_of_the_process(const std::string& path) {
  return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/");
}

std::string hash_of(const std::filesystem::path& path) {
  const std::optional<std::string> hash = file_hash(path);
  if (hash) return *hash;
  throw Error(ErrorKind::no_input, path.string(), "was removed while it was read", "start again when it is back");
}

// The path of a bundled set or of the user's file.
std::filesystem::path file_of(const std::string& name) {
  if (find_bundled(name) != nullptr) {
    return share_directory() / "datasets" / (name + ".csv");
  }
  if (is_of_the_process(name)) {
    throw Error(ErrorKind::no_input, name, "is no file that the run can be repeated with",
                "save the data in a file and name that");
  }
  const bool looks_like_a_path = name.find_first_of("./") != std::string::npos || is_idx_images(name);
  std::error_code error;
  if (looks_like_a_path || std::filesystem::exists(name, error)) return name;
  std::vector<std::string> known = dataset_names();
  for (const ValueGroup& group : find_setting("dataset")->groups) known.emplace_back(group.name);
  std::string remedy = text::suggestion(name, known);
  remedy += (remedy.empty() ? "" : " ") + std::string("'actlab list datasets' shows all; a file is given by its path");
  throw Error(ErrorKind::usage, "`dataset`", "unknown data set " + text::quoted(name), remedy);
}

// A file's task is decided as it is read; a generated set has its own.
void check_task(const Settings& settings, Task task) {
  if (settings.task.value_or(task) == task) return;
  throw Error(ErrorKind::usage, "`task`",
              fmt::format("{} is of the task {}, not {}", settings.dataset, task_name(task), task_name(*settings.task)),
              "leave `task` out");
}

}  // namespace

bool is_generated(const std::string& dataset) {
  return is_function_data(dataset) || find_generator(dataset) != nullptr || is_playground_data(dataset);
}

std::string data_set_of(const std::string& dataset) {
  const bool has_variants = is_generated(dataset) && !is_function_data(dataset);
  return has_variants ? dataset.substr(0, dataset.find(':')) : dataset;
}

Dataset load_dataset(const Settings& settings, std::uint32_t replicate) {
  Dataset data;
  const bool function = is_function_data(settings.dataset);
  if (function || find_generator(settings.dataset) != nullptr) {
    arithmetic::RandomStream numbers(static_cast<std::uint64_t>(settings.data_seed), replicate,
                                     arithmetic::Purpose::data);
    data = (function ? function_data : generate)(settings.dataset, static_cast<std::size_t>(settings.samples),
                                                 settings.noise, [&numbers] { return numbers.uniform(); });
    check_task(settings, data.task);
  } else if (is_playground_data(settings.dataset)) {
    data = playground_data(settings.dataset, static_cast<std::size_t>(settings.samples), settings.noise, replicate);
    check_task(settings, data.task);
  } else {
    const std::filesystem::path path = file_of(settings.dataset);
    Settings reading = settings;
    reading.missing = missing_values(settings);
    data = is_idx_images(path) ? read_idx(path) : read_table_file(path, reading);
    data.name = settings.dataset;
    data.sha256 = hash_of(path);
    check_task(settings, data.task);
  }
  select_features(settings.features, data);
  return data;
}

}  // namespace actlab

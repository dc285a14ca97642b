#include "actlab/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "arithmetic/philox.hpp"
#include "data/card.hpp"
#include "data/catalogue.hpp"
#include "data/features.hpp"
#include "data/function_data.hpp"
#include "data/generators.hpp"
#include "data/idx.hpp"
#include "data/input_noise.hpp"
#include "data/share.hpp"
#include "data/table_file.hpp"
#include "file/input_file.hpp"
#include "plan/dataset_kind.hpp"
#include "playground/points.hpp"
#include "text/number.hpp"
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

// Where a package of the system has put a set of images, or the user a copy of it.
std::filesystem::path installed_file(const InstalledInfo& info, std::string_view file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  for (const fs::path& directory :
       {share_directory() / "datasets" / info.name, fs::path("/usr/share/datasets") / info.name}) {
    if (fs::exists(directory / file, ignored)) return directory / file;
  }
  throw Error(ErrorKind::no_input, std::string(info.name),
              fmt::format("is not on this machine: it comes with Debian's package {}", info.package),
              fmt::format("run scripts/setup --images, or apt-get install {}", info.package));
}

// The path of a bundled or installed set or of the user's file.
std::filesystem::path file_of(const std::string& name, const char* setting) {
  if (find_bundled(name) != nullptr) {
    return share_directory() / "datasets" / (name + ".csv");
  }
  if (const InstalledInfo* installed = find_installed(name)) return installed_file(*installed, installed->images);
  if (is_of_the_process(name)) {
    throw Error(ErrorKind::no_input, name, "is no file that the run can be repeated with",
                "save the data in a file and name that");
  }
  const bool looks_like_a_path = name.find_first_of("./") != std::string::npos || is_idx_images(name);
  std::error_code error;
  if (looks_like_a_path || std::filesystem::exists(name, error)) return name;
  std::vector<std::string> known = dataset_names();
  for (const InstalledInfo& installed : installed_datasets()) known.emplace_back(installed.name);
  for (const ValueGroup& group : find_setting("dataset")->groups) known.emplace_back(group.name);
  std::string remedy = text::suggestion(name, known);
  remedy += (remedy.empty() ? "" : " ") + std::string("'actlab list datasets' shows all; a file is given by its path");
  throw Error(ErrorKind::usage, setting, "unknown data set " + text::quoted(name), remedy);
}

// The file to test on, if there is one.
std::optional<std::filesystem::path> test_file_of(const Settings& settings) {
  if (settings.test_dataset == "none") return std::nullopt;
  const InstalledInfo* installed = find_installed(settings.dataset);
  if (settings.test_dataset != "auto" && settings.test_dataset != "own") {
    return file_of(settings.test_dataset, "`test_dataset`");
  }
  if (installed != nullptr) return installed_file(*installed, installed->test_images);
  if (settings.test_dataset == "auto") return std::nullopt;
  throw Error(ErrorKind::usage, "`test_dataset`", settings.dataset + " has no test set of its own",
              "give the path of a file, or none");
}

Dataset read_images(const std::filesystem::path& path, const std::optional<std::filesystem::path>& test) {
  Dataset data = read_idx(path);
  if (test) add_test_images(*test, data);
  return data;
}

// What the labels of an installed set are called.
void name_labels(const std::string& name, Dataset& data) {
  const std::vector<std::string> names = class_names(share_directory() / "datasets" / (name + ".md"));
  for (std::string& label : data.classes) {
    const std::optional<std::int64_t> number = text::parse_integer(label);
    if (number && *number >= 0 && *number < static_cast<std::int64_t>(names.size())) {
      label = names[static_cast<std::size_t>(*number)];
    }
  }
}

Dataset load_file(const Settings& settings) {
  const std::filesystem::path path = file_of(settings.dataset, "`dataset`");
  const std::optional<std::filesystem::path> test = test_file_of(settings);
  if (test && is_idx_images(*test) != is_idx_images(path)) {
    throw Error(ErrorKind::usage, "`test_dataset`", "is not in the format of `dataset`",
                "give both as CSV or both as IDX files");
  }
  Settings reading = settings;
  reading.missing = missing_values(settings);
  Dataset data;
  if (is_idx_images(path)) {
    data = read_images(path, test);
  } else {
    data = read_table_file(path, reading, test);
  }
  if (find_installed(settings.dataset) != nullptr) name_labels(settings.dataset, data);
  data.name = settings.dataset;
  data.sha256 = hash_of(path);
  if (test) data.test_sha256 = hash_of(*test);
  if (settings.noise > 0) add_noise(settings.noise / 100, settings.data_seed, data);
  return data;
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

std::filesystem::path data_file(const std::string& dataset) {
  if (const InstalledInfo* installed = find_installed(dataset)) {
    return installed_file(*installed, installed->test_images);
  }
  return find_bundled(dataset) != nullptr ? file_of(dataset, "`dataset`") : std::filesystem::path(dataset);
}

Dataset load_dataset(const Settings& settings, std::uint32_t replicate) {
  Dataset data;
  if (is_generated(settings.dataset) && settings.test_dataset != "auto" && settings.test_dataset != "none") {
    throw Error(ErrorKind::usage, "`test_dataset`", settings.dataset + " is generated and tests on points of its own",
                "leave `test_dataset` out");
  }
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
    data = load_file(settings);
    check_task(settings, data.task);
  }
  select_features(settings.features, data);
  return data;
}

}  // namespace actlab

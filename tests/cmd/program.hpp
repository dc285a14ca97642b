#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "data/files.hpp"

namespace actlab::test {

struct Finished {
  int exit_code = -1;  ///< or 128 + the signal that ended it
  std::string out;
  std::string err;
  long peak_kib = 0;
};

/// Starts the actlab program in `directory` with its output going to files there, and a small environment.
class Running {
 public:
  Running(const std::filesystem::path& directory, std::vector<std::string> arguments,
          const std::map<std::string, std::string>& environment = {}) {
    child_ = ::fork();
    if (child_ != 0) return;
    redirect(1, out_.path() / "out");
    redirect(2, out_.path() / "err");
    if (::chdir(directory.c_str()) != 0) ::_exit(127);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    arguments.insert(arguments.begin(), "actlab");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    ::execv(ACTLAB_PROGRAM, argv.data());
    ::_exit(127);
  }

  void send(int signal) const { ::kill(child_, signal); }

  Finished wait() const {
    int status = 0;
    rusage usage{};
    ::wait4(child_, &status, 0, &usage);
    Finished finished;
    finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    // A process that was killed at once has made none.
    finished.out = read_file_if_there(out_.path() / "out").value_or("");
    finished.err = read_file_if_there(out_.path() / "err").value_or("");
    finished.peak_kib = usage.ru_maxrss;
    return finished;
  }

 private:
  static void redirect(int descriptor, const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(file, descriptor);
  }

  TemporaryDirectory out_;
  pid_t child_ = -1;
};

inline Finished run(const std::filesystem::path& directory, const std::vector<std::string>& arguments,
                    const std::map<std::string, std::string>& environment = {}) {
  return Running(directory, arguments, environment).wait();
}

/// "a b 'c d'" as words; single quotes keep blanks.
inline std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> out;
  bool quoted = false;
  bool open = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
      if (!open) out.emplace_back();
      open = true;
    } else if (c == ' ' && !quoted) {
      open = false;
    } else {
      if (!open) out.emplace_back();
      open = true;
      out.back() += c;
    }
  }
  return out;
}

/// Every file below a directory with its bytes.
inline std::map<std::string, std::string> tree(const std::filesystem::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    const std::string name = entry.path().lexically_relative(directory).string();
    const auto kind = entry.symlink_status().type();
    files[name] = kind == std::filesystem::file_type::regular ? read_file(entry.path()) : "no file";
  }
  return files;
}

/// The deterministic files of a results directory: all but those that say when and where it ran.
inline std::map<std::string, std::string> deterministic(const std::filesystem::path& directory) {
  std::map<std::string, std::string> files = tree(directory);
  std::erase_if(files, [](const auto& file) {
    return file.first.ends_with("host.json") || file.first.ends_with("journal") || file.first.ends_with("lock") ||
           file.first.ends_with("timing.csv");
  });
  return files;
}

/// A text's lines.
inline std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

}  // namespace actlab::test

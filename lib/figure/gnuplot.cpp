#include "figure/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include "actlab/error.hpp"
#include "data/share.hpp"
#include "record/scratch.hpp"
#include "text/strings.hpp"

extern char** environ;

namespace actlab {
namespace {

namespace fs = std::filesystem;

// cairo writes the time into a PDF; a fixed one of the same length keeps the file the same every time it is drawn.
void fix_date(const fs::path& pdf) {
  constexpr std::string_view key = "/CreationDate (D:";
  constexpr std::string_view epoch = "19700101000000";
  std::fstream file(pdf, std::ios::binary | std::ios::in | std::ios::out);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t at = bytes.rfind(key);
  if (at == std::string::npos || at + key.size() + epoch.size() > bytes.size()) return;
  file.clear();
  file.seekp(static_cast<std::streamoff>(at + key.size()));
  file.write(epoch.data(), std::ssize(epoch));
}

void pass_on(const fs::path& log) {
  std::ifstream lines(log);
  for (std::string line; std::getline(lines, line);) std::fputs((line + "\n").c_str(), stderr);
}

// gnuplot without a shell and without the user's start-up file. What it has to say is for whoever writes scripts: it is
// passed on only where there is no figure.
void run_gnuplot(const std::vector<std::string>& arguments) {
  const ScratchDirectory scratch;
  const fs::path log = scratch.path() / "log";
  std::vector<std::string> words{"gnuplot", "-d", "-c"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  const int error = ::posix_spawnp(&child, "gnuplot", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw Error(ErrorKind::no_input, "gnuplot", std::string("cannot be started: ") + std::strerror(error),
                "install Debian's package gnuplot-nox");
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  pass_on(log);
  throw Error(ErrorKind::some_cells_failed, arguments.front(), "gnuplot could not draw it; its message stands above",
              "check that the results directory is whole");
}

}  // namespace

void check_figure_format(const std::string& format, const char* flag) {
  constexpr std::array<const char*, 3> formats{"png", "svg", "pdf"};
  if (std::ranges::count(formats, format) > 0) return;
  throw Error(ErrorKind::usage, flag, text::quoted(format) + " is not allowed", "allowed are png, svg and pdf");
}

Plotter::Plotter(fs::path directory, fs::path out, std::string format, bool announce)
    : directory_(std::move(directory)),
      out_(std::move(out)),
      format_(std::move(format)),
      announce_(announce),
      scripts_(share_directory() / "scripts") {
  std::error_code error;
  fs::create_directories(out_, error);
  if (error) {
    throw Error(ErrorKind::cannot_write, out_.string(), "cannot be created: " + error.message(),
                "choose another place with `out`");
  }
}

// It is drawn under a temporary name.
fs::path Plotter::draw_quietly(const Drawing& drawing) const {
  const std::string extension = drawing.format.empty() ? format_ : drawing.format;
  const std::string& name = drawing.name;
  const fs::path target = out_ / (name + "." + extension);
  const fs::path temporary = out_ / (".actlab-tmp-" + name + "." + extension);
  // Absolute, for a name that begins with < or | would be a command to gnuplot.
  std::vector<std::string> arguments{(scripts_ / drawing.script).string(), fs::absolute(directory_).string(),
                                     fs::absolute(temporary).string()};
  arguments.insert(arguments.end(), drawing.arguments.begin(), drawing.arguments.end());
  std::error_code ignored;
  try {
    run_gnuplot(arguments);
  } catch (...) {
    fs::remove(temporary, ignored);
    throw;
  }
  if (extension == "pdf") fix_date(temporary);
  std::error_code error;
  fs::rename(temporary, target, error);
  if (error) throw Error(ErrorKind::cannot_write, target.string(), error.message(), "make room and start again");
  return target;
}

Plotter Plotter::reading(std::filesystem::path directory) const {
  Plotter other = *this;
  other.directory_ = std::move(directory);
  return other;
}

fs::path Plotter::draw(const Drawing& drawing) const { return draw(std::vector<Drawing>{drawing}).front(); }

std::vector<fs::path> Plotter::draw(const std::vector<Drawing>& drawings) const {
  std::vector<std::future<fs::path>> figures(drawings.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::promise<fs::path>> promises(drawings.size());
  for (std::size_t i = 0; i < drawings.size(); ++i) figures[i] = promises[i].get_future();
  const auto work = [&] {
    for (std::size_t i = next++; i < drawings.size(); i = next++) {
      try {
        promises[i].set_value(draw_quietly(drawings[i]));
      } catch (...) {
        promises[i].set_exception(std::current_exception());
        next = drawings.size();
      }
    }
  };
  std::vector<std::thread> threads;
  const std::size_t count = std::min<std::size_t>(drawings.size(), std::max(1U, std::thread::hardware_concurrency()));
  for (std::size_t t = 0; t < count; ++t) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  promises.clear();  // what was never begun is broken
  std::vector<fs::path> paths;
  for (std::future<fs::path>& figure : figures) {
    paths.push_back(figure.get());
    if (announce_) fmt::print("{}\n", paths.back().string());
  }
  return paths;
}

}  // namespace actlab

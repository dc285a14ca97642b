#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <thread>

#include "program.hpp"
#include "record/cell_record.hpp"
#include "record/journal.hpp"

using namespace actlab::test;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

const std::string sweep =
    "train --dataset circle --samples 60 --arch 2-4-1 --activation relu,tanh,silu,gelu,sigmoid --epochs 12 "
    "--seed 1,2,3,4,5,6,7,8 --record metrics,model --jobs 2 --quiet --out ";

std::map<std::string, actlab::CellRecord> finished_cells(const fs::path& results) {
  return actlab::read_cell_records(actlab::Journal::read(results / "journal"));
}

bool has_temporaries(const fs::path& results) {
  return std::ranges::any_of(fs::recursive_directory_iterator(results), [](const auto& entry) {
    return entry.path().filename().string().starts_with(".actlab-tmp-");
  });
}

}  // namespace

TEST_CASE("Killed hundreds of times at random, a sweep loses no finished cell and ends with the same bytes") {
  constexpr int fewest_kills = 200;
  constexpr int fewest_sweeps = 5;
  constexpr int enough_kills = 1000;
  constexpr std::chrono::seconds enough_time{90};
  const TemporaryDirectory directory;
  const auto begin = Clock::now();
  REQUIRE(run(directory.path(), words(sweep + "whole")).exit_code == 0);
  const auto expected = deterministic(directory.path() / "whole");
  // The longest wait follows the machine: every kill lengthens it, every sweep that ends unkilled shortens it. So
  // some tries outlive a sweep and most do not, however fast or slow or busy the machine is.
  double longest_wait = std::chrono::duration<double>(Clock::now() - begin).count();
  std::mt19937 generator(20240607);
  std::uniform_real_distribution<double> share(0.01, 1);
  const auto start = Clock::now();
  int kills = 0;
  int sweeps = 0;
  const auto few = [&] { return kills < fewest_kills || sweeps < fewest_sweeps; };
  while (few() || (kills < enough_kills && Clock::now() - start < enough_time)) {
    const std::string name = "r" + std::to_string(sweeps);
    const fs::path results = directory.path() / name;
    std::map<std::string, actlab::CellRecord> before;
    for (;;) {
      const Running running(directory.path(), words(sweep + name));
      std::this_thread::sleep_for(std::chrono::duration<double>(longest_wait * share(generator)));
      running.send(SIGKILL);
      const int exit_code = running.wait().exit_code;
      if (exit_code == 0) {
        longest_wait *= 0.8;
        break;
      }
      REQUIRE(exit_code == 128 + SIGKILL);
      longest_wait *= 1.05;
      ++kills;
      const auto after = finished_cells(results);
      for (const auto& [id, record] : before) {
        REQUIRE(after.contains(id));
        REQUIRE(actlab::damaged_file(record, results / "cells" / id).empty());
      }
      before = after;
    }
    ++sweeps;
    REQUIRE(!has_temporaries(results));
    REQUIRE(deterministic(results) == expected);
    fs::remove_all(results);
  }
  INFO(kills << " kills in " << sweeps << " sweeps");
  CHECK(!few());
}

TEST_CASE("Many processes that start in one directory at once leave the bytes of one") {
  const TemporaryDirectory directory;
  REQUIRE(run(directory.path(), words(sweep + "whole")).exit_code == 0);
  const auto expected = deterministic(directory.path() / "whole");
  for (const int together : {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 8}) {
    fs::remove_all(directory.path() / "r");
    std::vector<std::unique_ptr<Running>> processes;
    for (int i = 0; i < together; ++i) {
      processes.push_back(std::make_unique<Running>(directory.path(), words(sweep + "r")));
    }
    int finished = 0;
    for (const auto& process : processes) {
      const Finished ended = process->wait();
      CHECK((ended.exit_code == 0 || ended.exit_code == 75));
      finished += ended.exit_code == 0 ? 1 : 0;
    }
    CHECK(finished >= 1);
    CHECK(deterministic(directory.path() / "r") == expected);
  }
}

#pragma once

#include <cmath>
#include <list>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "claim/judge.hpp"

namespace actlab::test {

/// Observations whose settings live as long as this.
class World {
 public:
  void add(const std::map<std::string, std::string>& settings, std::uint32_t replicate, double value,
           bool diverged = false) {
    settings_.push_back(settings);
    observations_.push_back({&settings_.back(), replicate, value, diverged});
  }

  /// 32 replicates of relu and tanh on a data set of which each replicate has its own draw: relu's value is tanh's and
  /// `effect`, give or take `noise`.
  void add_pairs(const std::string& data_set, double tanh, double effect, double noise = 0.01,
                 const std::map<std::string, std::string>& more = {}) {
    std::normal_distribution<double> normal(0, noise);
    for (std::uint32_t r = 0; r < 32; ++r) {
      std::map<std::string, std::string> settings = more;
      settings["dataset"] = data_set;
      settings["resplit"] = "on";
      const double common = 3 * normal(generator_);
      settings["activation"] = "tanh";
      add(settings, r, tanh + common);
      settings["activation"] = "relu";
      add(settings, r, tanh + common + effect + normal(generator_));
    }
  }

  [[nodiscard]] const std::vector<ClaimObservation>& observations() const { return observations_; }
  [[nodiscard]] std::vector<Finding> judge(const Claim& claim) const {
    return actlab::judge(claim, [&](const ClaimRule&) { return observations_; });
  }

 private:
  std::mt19937 generator_{3};
  std::list<std::map<std::string, std::string>> settings_;
  std::vector<ClaimObservation> observations_;
};

/// A claim on relu's test accuracy, of one rule.
inline Claim claim_on(Relation relation, double smallest = 0.02) {
  Claim claim;
  claim.name = "test";
  claim.experiment.common.values["activation"] = {"relu", "tanh"};
  claim.experiment.common.values["dataset"] = {"circle", "xor"};
  ClaimRule rule;
  rule.says = "so it is";
  rule.metric = "test_accuracy";
  rule.by = {"activation"};
  rule.groups = {"relu"};
  rule.relation = relation;
  if (is_bound(relation)) {
    rule.bound = 0.9;
  } else {
    rule.against = {"tanh"};
    rule.smallest = smallest;
  }
  claim.rules.push_back(rule);
  return claim;
}

}  // namespace actlab::test

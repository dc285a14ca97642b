#pragma once

#include <string>
#include <string_view>

#include "analysis/compare.hpp"

namespace actlab {

/// "difference", "ratio" or "share"
std::string_view scale_name(Scale scale);

/// The smallest difference that matters, as readers read it: "0.01", "5 %".
std::string smallest_text(const Comparison& comparison);

/// The panel's condition, and its metric where accuracies and R^2 stand apart: "learning rate 0.1, regression".
std::string panel_name(const ComparisonPanel& panel);

/// An outcome of a pair in words: "relu better", "relu not better by 0.01", "no difference that matters".
std::string outcome_words(const Comparison& comparison, const ComparedPair& pair, Outcome outcome);

/// ", for this draw of the data" where no data set was resampled, which ones where some were not; else nothing.
std::string data_note(const Comparison& comparison);

}  // namespace actlab

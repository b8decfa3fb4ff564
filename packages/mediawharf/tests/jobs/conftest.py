import pytest

pytest.register_assert_rewrite("mediawharf.testing.job_queue_suite")

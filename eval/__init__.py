"""Judged queries and questions, measures, rivals and the report; imported by nobody."""
